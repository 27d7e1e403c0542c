package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;
import java.util.List;

/**
 * TLS of something that connects: {@code tls} of an exporter. {@link Tls#client} puts it to use.
 */
public record ClientTlsConfig(
    @Setting("Speak plain text where the endpoint has no scheme that says which.") boolean insecure,
    @Setting("Believe any certificate. Whoever stands between can then read and change everything.")
        boolean insecureSkipVerify,
    @Setting("Name to ask for and to find in the server's certificate, instead of the endpoint's.")
        String serverNameOverride,
    @Setting(
            "File with the authorities in PEM that sign servers' certificates; empty for those of"
                + " the Java runtime.")
        String caFile,
    @Setting("The same as text, instead of ca_file.") String caPem,
    @Setting("Believe the authorities of the Java runtime beside those of ca_file or ca_pem.")
        boolean includeSystemCaCertsPool,
    @Setting("File with a certificate to show to the server (mTLS), in PEM.") String certFile,
    @Setting("The same as text, instead of cert_file.") String certPem,
    @Setting("File with the certificate's private key in PEM, not encrypted.") String keyFile,
    @Setting("The same as text, instead of key_file.") Secret keyPem,
    @Setting("Oldest version spoken: 1.2 or 1.3.") String minVersion,
    @Setting("Newest version spoken: 1.2 or 1.3; empty for the newest there is.") String maxVersion,
    @Setting("Cipher suites of TLS 1.2 by their IANA names; empty for the Java runtime's choice.")
        List<String> cipherSuites,
    @Setting("Groups for the key exchange, best first: X25519, P256, P384, P521.")
        List<String> curvePreferences,
    @Setting("Look for changed files at most this often, when connecting. 0: never look again.")
        Duration reloadInterval)
    implements Checked {

  /** The Collector's defaults; but files are looked at again without being asked for. */
  public ClientTlsConfig() {
    this(
        false,
        false,
        "",
        "",
        "",
        false,
        "",
        "",
        "",
        new Secret(""),
        Terms.MIN_VERSION,
        "",
        List.of(),
        List.of(),
        Terms.RELOAD_INTERVAL);
  }

  /** Copies the lists. */
  public ClientTlsConfig {
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
    credentials().check(problems);
    if (!caFile.isEmpty() && !caPem.isEmpty()) {
      problems.error("ca_pem", "is set beside ca_file; keep one of them");
    } else if (!caPem.isEmpty()) {
      Credentials.checkCertificates("ca_pem", caPem, problems);
    }
    if (insecureSkipVerify && !insecure) {
      problems.warning(
          "insecure_skip_verify",
          "certificates are not checked, so anybody in between can read and change what is sent;"
              + " ca_file with the server's authority is the safe way");
    }
    if (serverNameOverride.contains(":") || serverNameOverride.contains("/")) {
      problems.error(
          "server_name_override",
          "\"%s\" must be a name alone, without scheme and port".formatted(serverNameOverride));
    }
    terms().check(problems);
  }
}
