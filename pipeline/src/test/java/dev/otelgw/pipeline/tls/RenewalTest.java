package dev.otelgw.pipeline.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final TestAuthority authority = TestAuthority.named("test authority");
  private final Issued first = authority.forLocalhost();
  private final Issued second = authority.forLocalhost();
  private final Sides sides = new Sides();

  @BeforeEach
  void filesForTheServer() {
    Issued.Place place = first.write(folder, "server");
    sides.server("certFile", place.certificate().toString());
    sides.server("keyFile", place.key().toString());
    sides.client("caPem", authority.pem());
  }

  @Test
  void aChangedFileIsUsedForTheNextConnection() throws Exception {
    Tls server = sides.makeServer();
    Tls client = sides.makeClient();
    second.write(folder, "server");
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(first.certificate());
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(second.certificate());
    assertThat(sides.log.taken())
        .singleElement()
        .asString()
        .startsWith(
            "INFO receiver otlp: protocols.grpc.tls: files have changed; now in use: CN=localhost,"
                + " valid until ");
  }

  @Test
  void anIntervalOfZeroNeverLooksAgain() throws Exception {
    sides.server("reloadInterval", Duration.ZERO);
    Tls server = sides.makeServer();
    second.write(folder, "server");
    sides.clock.advance(Duration.ofDays(1));
    assertThat(Handshake.between(sides.makeClient(), server).ofServer())
        .isEqualTo(first.certificate());
  }

  @Test
  void theIntervalIsTheConfiguredOne() throws Exception {
    sides.server("reloadInterval", Duration.ofHours(1));
    Tls server = sides.makeServer();
    Tls client = sides.makeClient();
    second.write(folder, "server");
    sides.clock.advance(Duration.ofMinutes(59));
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(first.certificate());
    sides.clock.advance(Duration.ofMinutes(1));
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(second.certificate());
  }

  @Test
  void aBrokenFileKeepsTheOldCertificateAndIsSaidOnce() throws Exception {
    Tls server = sides.makeServer();
    Tls client = sides.makeClient();
    Issued.replace(folder.resolve("server.crt"), "half a certificate");
    for (int i = 0; i < 3; i++) {
      sides.clock.advance(INTERVAL);
      assertThat(Handshake.between(client, server).ofServer()).isEqualTo(first.certificate());
    }
    assertThat(sides.log.taken())
        .singleElement()
        .asString()
        .startsWith(
            "WARN receiver otlp: protocols.grpc.tls.cert_file %s: holds no certificate in PEM"
                .formatted(folder.resolve("server.crt")))
        .contains("; the old ones stay in use (CN=localhost, valid until ");
    second.write(folder, "server");
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(second.certificate());
  }

  @Test
  void aPairThatIsHalfReplacedWaitsForTheOtherHalf() throws Exception {
    Tls server = sides.makeServer();
    Tls client = sides.makeClient();
    Issued.replace(folder.resolve("server.crt"), second.certificatePem());
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(first.certificate());
    assertThat(sides.log.taken()).singleElement().asString().contains("is not the key of");
    Issued.replace(folder.resolve("server.key"), second.keyPem());
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client, server).ofServer()).isEqualTo(second.certificate());
  }

  @Test
  void aCertificateThatExpiresWhileInUseIsSaidOnce() throws Exception {
    Tls server = sides.makeServer();
    Tls client = sides.makeClient();
    assertThat(sides.log.taken()).isEmpty();
    sides.clock.advance(Duration.ofDays(31));
    Handshake.between(client, server);
    sides.clock.advance(INTERVAL);
    Handshake.between(client, server);
    assertThat(sides.log.taken())
        .singleElement()
        .asString()
        .contains("expired on " + first.certificate().getNotAfter().toInstant())
        .endsWith("put a new one into its file, no restart is needed");
  }

  @Test
  void clientsOfANewAuthorityAreBelievedWhenAskedFor() throws Exception {
    TestAuthority later = TestAuthority.named("later");
    sides.server("clientCaFile", authority.write(folder.resolve("clients.crt")).toString());
    sides.server("clientCaFileReload", true);
    Tls server = sides.makeServer();
    Tls old = client(authority);
    Tls young = client(later);
    assertThat(Handshake.between(old, server).ofClient().getIssuerX500Principal().getName())
        .isEqualTo("CN=test authority");
    assertThatThrownBy(() -> Handshake.between(young, server)).isInstanceOf(SSLException.class);
    later.write(folder.resolve("clients.crt"));
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(young, server).ofClient().getIssuerX500Principal().getName())
        .isEqualTo("CN=later");
    // Nor does the session that the old client has from before help it.
    assertThatThrownBy(() -> Handshake.between(old, server)).isInstanceOf(SSLException.class);
  }

  @Test
  void theClientAuthorityIsReadOnceUnlessAskedFor() throws Exception {
    sides.server("clientCaFile", authority.write(folder.resolve("clients.crt")).toString());
    Tls server = sides.makeServer();
    TestAuthority.named("later").write(folder.resolve("clients.crt"));
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client(authority), server).ofClient()).isNotNull();
  }

  private Tls client(TestAuthority from) {
    Issued issued = from.client("agent");
    sides.client("certPem", issued.certificatePem());
    sides.client("keyPem", new Secret(issued.keyPem()));
    return sides.makeClient();
  }

  @Test
  void aClientsAuthorityAndCertificateAreRenewedToo() throws Exception {
    TestAuthority later = TestAuthority.named("later");
    Issued.Place own = authority.client("old").write(folder, "client");
    sides.client("caPem", "");
    sides.client("caFile", authority.write(folder.resolve("ca.crt")).toString());
    sides.client("certFile", own.certificate().toString());
    sides.client("keyFile", own.key().toString());
    sides.server("clientCaFile", authority.write(folder.resolve("clients.crt")).toString());
    Tls client = sides.makeClient();
    Tls server = sides.makeServer();
    assertThat(Handshake.between(client, server).ofClient().getSubjectX500Principal().getName())
        .isEqualTo("CN=old");
    later.write(folder.resolve("ca.crt"));
    authority.client("new").write(folder, "client");
    later.forLocalhost().write(folder, "server");
    sides.clock.advance(INTERVAL);
    assertThat(Handshake.between(client, server).ofClient().getSubjectX500Principal().getName())
        .isEqualTo("CN=new");
  }
}
