package dev.otelgw.pipeline.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.StartException;
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
    sides.client.caPem = authority.pem();
  }

  private void show(Issued issued) {
    sides.server.certPem = issued.certificatePem();
    sides.server.keyPem = issued.keyPem();
  }

  private void ask() {
    Issued client = authority.client("agent");
    sides.client.certPem = client.certificatePem();
    sides.client.keyPem = client.keyPem();
  }

  private Handshake handshake() throws Exception {
    return Handshake.between(sides.client(), sides.server());
  }

  @Test
  void speaksWithTextsInTheConfiguration() throws Exception {
    assertThat(handshake().client().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void speaksWithFiles() throws Exception {
    Issued issued = authority.below("between").forLocalhost();
    Issued.Place place = issued.write(folder, "server");
    sides.server.certPem = "";
    sides.server.keyPem = "";
    sides.server.certFile = Sides.text(place.certificate());
    sides.server.keyFile = Sides.text(place.key());
    sides.client.caPem = "";
    sides.client.caFile = Sides.text(authority.write(folder.resolve("ca.crt")));
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
    sides.client.caPem = TestAuthority.named("other").pem();
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("unable to find valid certification path");
    sides.client.caPem = "";
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    sides.client.system = true;
    sides.client.caPem = TestAuthority.named("other").pem();
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void theSystemsAuthoritiesStandBesideOnesOwn() throws Exception {
    int alone = sides.client().trustManager().getAcceptedIssuers().length;
    sides.client.system = true;
    Tls client = sides.client();
    assertThat(alone).isEqualTo(1);
    assertThat(client.trustManager().getAcceptedIssuers())
        .hasSizeGreaterThan(10)
        .contains(authority.certificate());
    assertThat(Handshake.between(client, sides.server()).client().isValid()).isTrue();
    sides.client.caPem = "";
    sides.client.system = false;
    assertThat(sides.client().trustManager().getAcceptedIssuers()).hasSizeGreaterThan(10);
  }

  @Test
  void aNameThatIsNotInTheCertificateIsNotBelieved() throws Exception {
    show(authority.server("gateway.example"));
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("localhost");
    sides.client.nameOverride = "gateway.example";
    assertThat(handshake().client().getPeerHost()).isEqualTo("gateway.example");
    show(authority.forLocalhost());
    assertThatThrownBy(this::handshake)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("gateway.example");
  }

  @Test
  void skippingVerificationBelievesAnything() throws Exception {
    show(TestAuthority.named("other").server("elsewhere.example"));
    sides.client.skipVerify = true;
    assertThat(handshake().ofServer().getSubjectX500Principal().getName())
        .isEqualTo("CN=elsewhere.example");
  }

  @Test
  void aClientAuthorityMakesClientsShowACertificate() throws Exception {
    sides.server.clientCaFile = Sides.text(authority.write(folder.resolve("clients.crt")));
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    ask();
    assertThat(handshake().ofClient().getSubjectX500Principal().getName()).isEqualTo("CN=agent");
    TestAuthority other = TestAuthority.named("other");
    sides.server.clientCaFile = Sides.text(other.write(folder.resolve("others.crt")));
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void theSystemsAuthoritiesCountForClientsToo() {
    sides.server.clientCaFile = Sides.text(authority.write(folder.resolve("clients.crt")));
    assertThat(sides.server().trustManager().getAcceptedIssuers()).hasSize(1);
    sides.server.system = true;
    assertThat(sides.server().trustManager().getAcceptedIssuers()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"1.2, 1.2, TLSv1.2", "1.2, '', TLSv1.3", "1.3, 1.3, TLSv1.3"})
  void speaksTheVersionsThatAreConfigured(String min, String max, String spoken) throws Exception {
    sides.server.minVersion = min;
    sides.server.maxVersion = max;
    assertThat(handshake().client().getProtocol()).isEqualTo(spoken);
  }

  @Test
  void versionsThatDoNotMeetDoNotSpeak() {
    sides.server.minVersion = "1.3";
    sides.client.maxVersion = "1.2";
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "1.3, TLS_CHACHA20_POLY1305_SHA256, TLS_CHACHA20_POLY1305_SHA256",
    "1.3, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384"
  })
  void speaksTheSuitesThatAreConfigured(String max, String suite, String spoken) throws Exception {
    sides.server.maxVersion = max;
    sides.server.suites = List.of(suite);
    assertThat(handshake().client().getCipherSuite()).isEqualTo(spoken);
  }

  @Test
  void groupsThatDoNotMeetDoNotSpeak() throws Exception {
    sides.server.curves = List.of("P384");
    sides.client.curves = List.of("X25519", "P384");
    assertThat(handshake().client().isValid()).isTrue();
    sides.client.curves = List.of("X25519", "P521");
    assertThatThrownBy(this::handshake).isInstanceOf(SSLException.class);
    assertThat(sides.server().parameters().getNamedGroups()).containsExactly("secp384r1");
  }

  @Test
  void aMissingFileIsSaidAtTheStart() {
    sides.server.certPem = "";
    sides.server.certFile = folder.resolve("none.crt").toString();
    assertThatThrownBy(sides::server)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "receiver otlp: protocols.grpc.tls.cert_file %s: there is no such file; correct the"
                    .formatted(folder.resolve("none.crt"))
                + " path or put it there");
  }

  @Test
  void aFileThatCannotBeReadIsSaidAtTheStart() {
    sides.client.caPem = "";
    sides.client.caFile = folder.toString();
    assertThatThrownBy(sides::client)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("receiver otlp: tls.ca_file " + folder + ": cannot be read: ");
  }

  @Test
  void anEncryptedKeyIsSaidAtTheStart() throws Exception {
    Path key = folder.resolve("tls.key");
    Files.writeString(
        key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    sides.server.keyPem = "";
    sides.server.keyFile = key.toString();
    assertThatThrownBy(sides::server)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("tls.key_file " + key + ": is encrypted")
        .hasMessageContaining("openssl pkey");
  }

  @Test
  void aKeyOfAnotherCertificateIsSaidAtTheStart() {
    sides.server.keyPem = authority.forLocalhost().keyPem();
    assertThatThrownBy(sides::server)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("tls.key_pem: is not the key of cert_pem")
        .hasMessageNotContaining(sides.server.keyPem);
  }

  @Test
  void anExpiredCertificateIsSaidWithItsDate() {
    show(authority.expired());
    sides.server();
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
    assertThatThrownBy(() -> sides.client().sockets().createSocket("localhost", 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("connect a socket");
  }
}
