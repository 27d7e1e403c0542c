package dev.otelgw.pipeline.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsConfigTest {

  private final Sides sides = new Sides();

  private List<String> serverProblems() {
    return CheckedConfig.problems(sides.server);
  }

  private List<String> clientProblems() {
    return CheckedConfig.problems(sides.client);
  }

  @Test
  void defaults() {
    assertThat(new ClientTlsConfig()).isEqualTo(sides.client);
    assertThat(new ServerTlsConfig()).isEqualTo(sides.server);
    assertThat(new ServerTlsConfig().minVersion()).isEqualTo("1.2");
    assertThat(new ServerTlsConfig().reloadInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(clientProblems()).isEmpty();
  }

  @Test
  void filesAreNotLookedAtWhenTheConfigurationIsChecked() {
    sides.server("certFile", "/nowhere/tls.crt");
    sides.server("keyFile", "/nowhere/tls.key");
    sides.server("clientCaFile", "/nowhere/ca.crt");
    assertThat(serverProblems()).isEmpty();
  }

  @Test
  void aServerNeedsACertificate() {
    assertThat(serverProblems())
        .singleElement()
        .asString()
        .startsWith("cert_file: missing; a server needs cert_file and key_file");
  }

  @Test
  void halvesOfAPairAreNamed() {
    sides.server("certFile", "a.crt");
    sides.client("keyFile", "a.key");
    assertThat(serverProblems()).singleElement().asString().startsWith("key_file: missing");
    assertThat(clientProblems()).singleElement().asString().startsWith("cert_file: missing");
  }

  @Test
  void fileAndTextOfTheSameExcludeEachOther() {
    Issued issued = TestAuthority.named("a").forLocalhost();
    sides.client("certFile", "a.crt");
    sides.client("certPem", issued.certificatePem());
    sides.client("keyFile", "a.key");
    sides.client("keyPem", new Secret(issued.keyPem()));
    sides.client("caFile", "a.ca");
    sides.client("caPem", "x");
    assertThat(clientProblems())
        .containsExactlyInAnyOrder(
            "cert_pem: is set beside cert_file; keep one of them",
            "key_pem: is set beside key_file; keep one of them",
            "ca_pem: is set beside ca_file; keep one of them");
  }

  @Test
  void textsAreReadWhenTheConfigurationIsChecked() {
    sides.server("certPem", "no certificate");
    sides.server("keyPem", new Secret("hidden words"));
    sides.client("caPem", "no authority");
    assertThat(serverProblems())
        .hasSize(2)
        .anyMatch(said -> said.startsWith("cert_pem: holds no certificate"))
        .anyMatch(said -> said.startsWith("key_pem: holds no private key"))
        .noneMatch(said -> said.contains("hidden words"));
    assertThat(sides.server.toString()).doesNotContain("hidden words");
    assertThat(clientProblems()).singleElement().asString().startsWith("ca_pem: holds no");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, '', 'min_version: TLS 1.0 is broken and forbidden (RFC 8996)'",
    "1.1, '', 'min_version: TLS 1.1 is broken and forbidden (RFC 8996)'",
    "2, '', 'min_version: \"2\" is no version of TLS that is spoken here; use 1.2 or 1.3'",
    "1.2, 1.1, 'max_version: TLS 1.1 is broken'",
    "1.3, 1.2, 'max_version: 1.2 is older than min_version (1.3)'",
  })
  void versions(String min, String max, String problem) {
    sides.client("minVersion", min);
    sides.client("maxVersion", max);
    assertThat(clientProblems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void unknownSuitesAreRefusedWithTheKnownOnes() {
    sides.client("cipherSuites", List.of("TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_RC4_128_SHA"));
    assertThat(clientProblems())
        .singleElement()
        .asString()
        .startsWith("cipher_suites: TLS_RSA_WITH_RC4_128_SHA: unknown, or switched off as unsafe")
        .contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  }

  @Test
  void suitesOfTls12HaveNoEffectOnTls13Alone() {
    sides.client("cipherSuites", List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
    sides.client("minVersion", "1.3");
    assertThat(clientProblems())
        .singleElement()
        .asString()
        .startsWith("warning cipher_suites: has no effect with min_version 1.3");
  }

  @Test
  void groups() {
    sides.client("curvePreferences", List.of("X25519MLKEM768", "X25519"));
    assertThat(clientProblems())
        .singleElement()
        .asString()
        .startsWith("warning curve_preferences: X25519MLKEM768 is not in this Java runtime");
    sides.client("curvePreferences", List.of("X25519MLKEM768"));
    assertThat(clientProblems())
        .contains("curve_preferences: names no group that can be used; add X25519");
    sides.client("curvePreferences", List.of("P-256"));
    assertThat(clientProblems())
        .containsExactly(
            "curve_preferences: \"P-256\" is unknown; known are X25519, P256, P384, P521");
  }

  @Test
  void whatHasNoEffectIsSaid() {
    Issued issued = TestAuthority.named("a").forLocalhost();
    sides.server("certPem", issued.certificatePem());
    sides.server("keyPem", new Secret(issued.keyPem()));
    sides.server("clientCaFileReload", true);
    assertThat(serverProblems())
        .containsExactly("warning client_ca_file_reload: has no effect without client_ca_file");
    sides.server("clientCaFileReload", false);
    sides.server("includeSystemCaCertsPool", true);
    assertThat(serverProblems())
        .containsExactly(
            "warning include_system_ca_certs_pool: has no effect without client_ca_file");
    sides.client("insecureSkipVerify", true);
    assertThat(clientProblems())
        .singleElement()
        .asString()
        .startsWith("warning insecure_skip_verify: certificates are not checked");
  }

  @Test
  void otherMistakes() {
    sides.client("reloadInterval", Duration.ofSeconds(-1));
    sides.client("serverNameOverride", "https://name:443");
    assertThat(clientProblems())
        .containsExactlyInAnyOrder(
            "reload_interval: must not be negative; 0 never looks again",
            "server_name_override: \"https://name:443\" must be a name alone, without scheme and"
                + " port");
  }
}
