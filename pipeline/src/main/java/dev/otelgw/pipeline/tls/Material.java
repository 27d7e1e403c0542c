package dev.otelgw.pipeline.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read from the texts of a configuration.
 *
 * @param chain our certificate, then those between it and its authority; empty where we have none
 * @param key the private key of the first; present exactly where there is a chain
 * @param authorities whom we believe
 */
record Material(
    List<X509Certificate> chain, Optional<PrivateKey> key, List<X509Certificate> authorities) {

  Material {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /** Reads what each of the texts holds. */
  static Material of(Sources sources, Map<PemText, String> texts) throws BadMaterialException {
    List<X509Certificate> chain = new ArrayList<>();
    List<X509Certificate> authorities = new ArrayList<>();
    Optional<PrivateKey> key = Optional.empty();
    for (Map.Entry<PemText, String> entry : texts.entrySet()) {
      PemText source = entry.getKey();
      try {
        if (sources.certificate().filter(source::equals).isPresent()) {
          chain.addAll(Pem.certificates(entry.getValue()));
        } else if (sources.key().filter(source::equals).isPresent()) {
          key = Optional.of(Pem.key(entry.getValue()));
        } else {
          authorities.addAll(Pem.certificates(entry.getValue()));
        }
      } catch (BadMaterialException e) {
        throw new BadMaterialException(source + ": " + e.words(), e);
      }
    }
    if (key.isPresent() && !belong(key.get(), chain.getFirst())) {
      throw new BadMaterialException(
          "%s: is not the key of %s (the first certificate there, %s); give the two that belong"
                  .formatted(
                      sources.key().map(PemText::toString).orElse("key"),
                      sources.certificate().map(PemText::toString).orElse("certificate"),
                      chain.getFirst().getSubjectX500Principal())
              + " together, the server's own certificate first");
    }
    return new Material(chain, key, authorities);
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] something = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(something);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(something);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** What is wrong with the dates of our own certificate at that moment; empty if nothing. */
  Optional<String> datesWrong(Instant now) {
    for (X509Certificate certificate : chain) {
      Instant from = certificate.getNotBefore().toInstant();
      Instant until = certificate.getNotAfter().toInstant();
      String name = certificate.getSubjectX500Principal().toString();
      if (now.isAfter(until)) {
        return Optional.of("the certificate of %s expired on %s".formatted(name, until));
      }
      if (now.isBefore(from)) {
        return Optional.of("the certificate of %s is not valid before %s".formatted(name, from));
      }
    }
    return Optional.empty();
  }

  /** For messages: {@code CN=gateway, valid until 2027-01-01T00:00:00Z}. */
  String words() {
    return chain.isEmpty()
        ? "%d authorities".formatted(authorities.size())
        : "%s, valid until %s"
            .formatted(
                chain.getFirst().getSubjectX500Principal(),
                chain.getFirst().getNotAfter().toInstant());
  }
}
