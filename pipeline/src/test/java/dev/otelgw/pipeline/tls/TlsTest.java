package dev.otelgw.pipeline.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  @TempDir private Path folder;
  private final TestAuthority authority = TestAuthority.named("test authority");
  private final Sides sides = new Sides();

  @BeforeEach
  void bothSides() {
    show(authority.forLocalhost());
    sides.client("caPem", authority.pem());
  }

  private void show(Issued issued) {
    sides.server("certPem", issued.certificatePem());
    sides.server("keyPem", new Secret(issued.keyPem()));
  }

  private void ask() {
    Issued client = authority.client("agent");
    sides.client("certPem", client.certificatePem());
    sides.client("keyPem", new Secret(client.keyPem()));
  }

  private Handshake handshake() throws Exception {
    return Handshake.between(sides.makeClient(), sides.makeServer());
  }

  @Test
  void speaksWithTextsInTheConfiguration() throws Exception {
    assertThat(handshake().client().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void speaksWithFiles() throws Exception {
    Issued issued = authority.below("between").forLocalhost();
    Issued.Place place = issued.write(folder, "server");
    sides.server("certPem", "");
    sides.server("keyPem", new Secret(""));
    sides.server("certFile", place.certificate().toString());
    sides.server("keyFile", place.key().toString());
    sides.client("caPem", "");
    sides.client("caFile", authority.write(folder.resolve("ca.crt")).toString());
    Handshake made = handshake();
    assertThat(made.ofServer()).isEqualTo(issued.certificate());
    assertThat(made.client().getPeerCertificates()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519"})
  void speaksWithOtherKeys(String algorithm) throws Exception {
    show(authority.withKeys(KeyPairGenerator.getInstance(algorithm).generateKeyPair()));
    assertThat(handshake().ofServer().getPublicKey().getAlgorithm()).isIn("RSA", "EdDSA");
  }

  @Test
  void aServersUnknownAuthorityIsNotBelieved() {
    sides.client("caPem", TestAuthority.named("other").pem());
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("unable to find valid certification path");
    sides.client("caPem", "");
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    sides.client("includeSystemCaCertsPool", true);
    sides.client("caPem", TestAuthority.named("other").pem());
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void theSystemsAuthoritiesStandBesideOnesOwn() throws Exception {
    int alone = sides.makeClient().trustManager().getAcceptedIssuers().length;
    sides.client("includeSystemCaCertsPool", true);
    Tls client = sides.makeClient();
    assertThat(alone).isEqualTo(1);
    assertThat(client.trustManager().getAcceptedIssuers())
        .hasSizeGreaterThan(10)
        .contains(authority.certificate());
    assertThat(Handshake.between(client, sides.makeServer()).client().isValid()).isTrue();
    sides.client("caPem", "");
    sides.client("includeSystemCaCertsPool", false);
    assertThat(sides.makeClient().trustManager().getAcceptedIssuers()).hasSizeGreaterThan(10);
  }

  @Test
  void aNameThatIsNotInTheCertificateIsNotBelieved() throws Exception {
    show(authority.server("gateway.example"));
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("localhost");
    sides.client("serverNameOverride", "gateway.example");
    assertThat(handshake().client().getPeerHost()).isEqualTo("gateway.example");
    show(authority.forLocalhost());
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("gateway.example");
  }

  @Test
  void skippingVerificationBelievesAnything() throws Exception {
    show(TestAuthority.named("other").server("elsewhere.example"));
    sides.client("insecureSkipVerify", true);
    assertThat(handshake().ofServer().getSubjectX500Principal().getName())
        .isEqualTo("CN=elsewhere.example");
  }

  @Test
  void aClientAuthorityMakesClientsShowACertificate() throws Exception {
    sides.server("clientCaFile", authority.write(folder.resolve("clients.crt")).toString());
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    ask();
    assertThat(handshake().ofClient().getSubjectX500Principal().getName()).isEqualTo("CN=agent");
    TestAuthority other = TestAuthority.named("other");
    sides.server("clientCaFile", other.write(folder.resolve("others.crt")).toString());
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void theSystemsAuthoritiesCountForClientsToo() {
    sides.server("clientCaFile", authority.write(folder.resolve("clients.crt")).toString());
    assertThat(sides.makeServer().trustManager().getAcceptedIssuers()).hasSize(1);
    sides.server("includeSystemCaCertsPool", true);
    assertThat(sides.makeServer().trustManager().getAcceptedIssuers()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"'', 1.2, TLSv1.2", "1.2, '', TLSv1.3", "1.3, 1.3, TLSv1.3"})
  void speaksTheVersionsThatAreConfigured(String min, String max, String spoken) throws Exception {
    sides.server("minVersion", min);
    sides.server("maxVersion", max);
    assertThat(handshake().client().getProtocol()).isEqualTo(spoken);
  }

  @Test
  void versionsThatDoNotMeetDoNotSpeak() {
    sides.server("minVersion", "1.3");
    sides.client("maxVersion", "1.2");
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "1.3, TLS_CHACHA20_POLY1305_SHA256, TLS_CHACHA20_POLY1305_SHA256",
    "1.3, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384"
  })
  void speaksTheSuitesThatAreConfigured(String max, String suite, String spoken) throws Exception {
    sides.server("maxVersion", max);
    sides.server("cipherSuites", List.of(suite));
    assertThat(handshake().client().getCipherSuite()).isEqualTo(spoken);
  }

  @Test
  void groupsThatDoNotMeetDoNotSpeak() throws Exception {
    sides.server("curvePreferences", List.of("P384"));
    sides.client("curvePreferences", List.of("X25519", "P384"));
    assertThat(handshake().client().isValid()).isTrue();
    sides.client("curvePreferences", List.of("X25519", "P521"));
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    assertThat(sides.makeServer().parameters().getNamedGroups()).containsExactly("secp384r1");
  }

  @Test
  void aMissingFileIsSaidAtTheStart() {
    sides.server("certPem", "");
    sides.server("certFile", folder.resolve("none.crt").toString());
    assertThatThrownBy(sides::makeServer)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "receiver otlp: protocols.grpc.tls.cert_file %s: there is no such file; correct the"
                    .formatted(folder.resolve("none.crt"))
                + " path or put it there");
  }

  @Test
  void aFileThatCannotBeReadIsSaidAtTheStart() {
    sides.client("caPem", "");
    sides.client("caFile", folder.toString());
    assertThatThrownBy(sides::makeClient)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("receiver otlp: tls.ca_file " + folder + ": cannot be read: ");
  }

  @Test
  void anEncryptedKeyIsSaidAtTheStart() throws Exception {
    Path key = folder.resolve("tls.key");
    Files.writeString(
        key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    sides.server("keyPem", new Secret(""));
    sides.server("keyFile", key.toString());
    assertThatThrownBy(sides::makeServer)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("tls.key_file " + key + ": is encrypted")
        .hasMessageContaining("openssl pkey");
  }

  @Test
  void aKeyOfAnotherCertificateIsSaidAtTheStart() {
    sides.server("keyPem", new Secret(authority.forLocalhost().keyPem()));
    assertThatThrownBy(sides::makeServer)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("tls.key_pem: is not the key of cert_pem")
        .hasMessageNotContaining(sides.server.keyPem().reveal());
  }

  @Test
  void anExpiredCertificateIsSaidWithItsDate() {
    show(authority.expired());
    sides.makeServer();
    assertThat(sides.log.taken())
        .singleElement()
        .asString()
        .startsWith(
            "WARN receiver otlp: protocols.grpc.tls: the certificate of CN=localhost expired on ")
        .contains("; the other side will refuse it; put a new one into the configuration");
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void theFactoryOnlyLayersOverSocketsThatAreConnected() {
    assertThatThrownBy(() -> sides.makeClient().sockets().createSocket("localhost", 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("connect a socket");
  }
}
