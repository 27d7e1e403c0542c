package dev.otelgw.exporters.testing;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** TLS settings of an exporter, key by key. */
public final class ClientTls {

  private boolean insecure;
  private boolean skipVerify;
  private String serverName = "";
  private String caFile = "";
  private String caPem = "";
  private Issued.Place files = new Issued.Place(Path.of(""), Path.of(""));
  private String certPem = "";
  private String keyPem = "";
  private String minVersion = "1.2";
  private String maxVersion = "";
  private List<String> suites = List.of();

  private ClientTls() {}

  /** What stands there when nothing is said. */
  public static ClientTls usual() {
    return new ClientTls();
  }

  /** None at all. */
  public static ClientTls insecure() {
    ClientTls tls = new ClientTls();
    tls.insecure = true;
    return tls;
  }

  /** Believing one authority and no other. */
  public static ClientTls trusting(TestAuthority authority) {
    return trusting(authority.pem());
  }

  /** Believing what is in a text in PEM. */
  public static ClientTls trusting(String pem) {
    ClientTls tls = new ClientTls();
    tls.caPem = pem;
    return tls;
  }

  /** Believing what is in a file. */
  public static ClientTls trusting(Path file) {
    ClientTls tls = new ClientTls();
    tls.caFile = file.toString();
    return tls;
  }

  /** Insecure nevertheless. */
  public ClientTls butInsecure() {
    insecure = true;
    return this;
  }

  /** Believing anybody. */
  public ClientTls skippingVerification() {
    skipVerify = true;
    return this;
  }

  /** Asking for another name. */
  public ClientTls serverName(String name) {
    serverName = name;
    return this;
  }

  /** With a certificate of its own, in files. */
  public ClientTls certificate(Issued.Place place) {
    files = place;
    return this;
  }

  /** With a certificate of its own, as text. */
  public ClientTls certificate(Issued issued) {
    certPem = issued.certificatePem();
    keyPem = issued.keyPem();
    return this;
  }

  /** Speaking these versions. */
  public ClientTls versions(String min, String max) {
    minVersion = min;
    maxVersion = max;
    return this;
  }

  /** Speaking these suites of TLS 1.2. */
  public ClientTls suites(String... names) {
    suites = List.of(names);
    return this;
  }

  /** The record. */
  public ClientTlsConfig config() {
    return new ClientTlsConfig(
        insecure,
        skipVerify,
        serverName,
        caFile,
        caPem,
        false,
        files.certificate().toString(),
        certPem,
        files.key().toString(),
        new Secret(keyPem),
        minVersion,
        maxVersion,
        suites,
        List.of(),
        Duration.ofMillis(1));
  }
}
