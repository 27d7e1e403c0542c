package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import java.util.Optional;

/** The keys of a configuration that say who we are. */
record Credentials(String certFile, String certPem, String keyFile, Secret keyPem) {

  boolean isEmpty() {
    return certificate().isEmpty() && key().isEmpty();
  }

  Optional<PemText> certificate() {
    return PemText.of("cert", certFile, new Secret(certPem));
  }

  Optional<PemText> key() {
    return PemText.of("key", keyFile, keyPem);
  }

  void check(Problems problems) {
    if (!certFile.isEmpty() && !certPem.isEmpty()) {
      problems.error("cert_pem", "is set beside cert_file; keep one of them");
    } else if (!certPem.isEmpty()) {
      checkCertificates("cert_pem", certPem, problems);
    }
    if (!keyFile.isEmpty() && !keyPem.isEmpty()) {
      problems.error("key_pem", "is set beside key_file; keep one of them");
    } else if (!keyPem.isEmpty()) {
      checkKey(problems);
    }
    if (certificate().isPresent() && key().isEmpty()) {
      problems.error("key_file", "missing; the certificate's private key (or set key_pem)");
    }
    if (key().isPresent() && certificate().isEmpty()) {
      problems.error("cert_file", "missing; the private key's certificate (or set cert_pem)");
    }
  }

  private void checkKey(Problems problems) {
    try {
      Pem.key(keyPem.reveal());
    } catch (BadMaterialException e) {
      problems.error("key_pem", e.words());
    }
  }

  static void checkCertificates(String key, String pem, Problems problems) {
    try {
      Pem.certificates(pem);
    } catch (BadMaterialException e) {
      problems.error(key, e.words());
    }
  }
}
