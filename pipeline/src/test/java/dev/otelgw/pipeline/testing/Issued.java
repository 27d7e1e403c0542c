package dev.otelgw.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate and its key, for tests.
 *
 * @param chain the certificate, then those between it and its authority, without the authority's
 */
public record Issued(List<X509Certificate> chain, PrivateKey key) {

  /** Copies the list. */
  public Issued {
    chain = List.copyOf(chain);
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The chain in PEM. */
  public String certificatePem() {
    StringBuilder text = new StringBuilder();
    chain.forEach(certificate -> text.append(pem(certificate)));
    return text.toString();
  }

  /** The key in PEM, as PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** Writes the chain to {@code <name>.crt} and the key to {@code <name>.key}. */
  public Place write(Path folder, String name) {
    Place files = new Place(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    replace(files.key, keyPem());
    replace(files.certificate, certificatePem());
    return files;
  }

  /** Where a certificate and its key were written. */
  public record Place(Path certificate, Path key) {}

  /** Puts a whole text in the place of a file, so that nobody reads half of it. */
  public static Path replace(Path file, String text) {
    try {
      Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".pem");
      Files.writeString(beside, text, StandardCharsets.US_ASCII);
      return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes between BEGIN and END. */
  public static String pem(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }
}
