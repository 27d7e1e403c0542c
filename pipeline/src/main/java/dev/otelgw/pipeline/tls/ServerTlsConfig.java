package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;
import java.util.List;

/** TLS of something that listens: {@code tls} of a receiver. {@link Tls#server} puts it to use. */
public record ServerTlsConfig(
    @Setting("File with the certificate in PEM, then those of the authorities between.")
        String certFile,
    @Setting("The same as text, instead of cert_file.") String certPem,
    @Setting("File with the certificate's private key in PEM, not encrypted.") String keyFile,
    @Setting("The same as text, instead of key_file.") Secret keyPem,
    @Setting(
            "File with the authorities in PEM that sign clients' certificates. Set: a client without"
                + " one is refused (mTLS).")
        String clientCaFile,
    @Setting("Read client_ca_file again when it changes.") boolean clientCaFileReload,
    @Setting("Has no effect on a server; client_ca_file is what is meant.") String caFile,
    @Setting("Has no effect on a server; client_ca_file is what is meant.") String caPem,
    @Setting("Believe the authorities of the Java runtime beside those of client_ca_file.")
        boolean includeSystemCaCertsPool,
    @Setting("Oldest version spoken: 1.2 or 1.3.") String minVersion,
    @Setting("Newest version spoken: 1.2 or 1.3; empty for the newest there is.") String maxVersion,
    @Setting("Cipher suites of TLS 1.2 by their IANA names; empty for the Java runtime's choice.")
        List<String> cipherSuites,
    @Setting("Groups for the key exchange, best first: X25519, P256, P384, P521.")
        List<String> curvePreferences,
    @Setting(
            "Look for changed files at most this often, when a connection comes. 0: never look again.")
        Duration reloadInterval)
    implements Checked {

  /** The Collector's defaults; but files are looked at again without being asked for. */
  public ServerTlsConfig() {
    this(
        "",
        "",
        "",
        new Secret(""),
        "",
        false,
        "",
        "",
        false,
        Terms.MIN_VERSION,
        "",
        List.of(),
        List.of(),
        Terms.RELOAD_INTERVAL);
  }

  /** Copies the lists. */
  public ServerTlsConfig {
    cipherSuites = List.copyOf(cipherSuites);
    curvePreferences = List.copyOf(curvePreferences);
  }

  Terms terms() {
    return new Terms(minVersion, maxVersion, cipherSuites, curvePreferences, reloadInterval);
  }

  Credentials credentials() {
    return new Credentials(certFile, certPem, keyFile, keyPem);
  }

  @Override
  public void check(Problems problems) {
    Credentials credentials = credentials();
    credentials.check(problems);
    if (credentials.isEmpty()) {
      problems.error(
          "cert_file",
          "missing; a server needs cert_file and key_file (or cert_pem and key_pem)."
              + " Without TLS, leave tls away");
    }
    if (clientCaFile.isEmpty() && (clientCaFileReload || includeSystemCaCertsPool)) {
      problems.warning(
          clientCaFileReload ? "client_ca_file_reload" : "include_system_ca_certs_pool",
          "has no effect without client_ca_file");
    }
    if (!caFile.isEmpty() || !caPem.isEmpty()) {
      problems.warning(
          caFile.isEmpty() ? "ca_pem" : "ca_file",
          "has no effect on a server; client_ca_file makes clients show certificates");
    }
    terms().check(problems);
  }
}
