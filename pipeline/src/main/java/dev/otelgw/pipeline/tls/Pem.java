package dev.otelgw.pipeline.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys in PEM (RFC 7468; the older key formats of OpenSSL too). */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final String DECRYPT =
      "is encrypted, and there is no key for its password; decrypt it once:"
          + " openssl pkey -in key.pem -out plain.pem";

  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  private record Block(String label, String body) {

    byte[] bytes() throws BadMaterialException {
      try {
        return Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        throw new BadMaterialException(
            "the lines between BEGIN " + label + " and END " + label + " are not base64", e);
      }
    }
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** All certificates, in their order; at least one. */
  static List<X509Certificate> certificates(String text) throws BadMaterialException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(text)) {
        if (block.label.equals("CERTIFICATE")) {
          ByteArrayInputStream bytes = new ByteArrayInputStream(block.bytes());
          certificates.add((X509Certificate) factory.generateCertificate(bytes));
        }
      }
    } catch (CertificateException e) {
      throw new BadMaterialException(
          "certificate %d is damaged: %s".formatted(certificates.size() + 1, e.getMessage()), e);
    }
    if (certificates.isEmpty()) {
      throw new BadMaterialException(
          "holds no certificate in PEM (-----BEGIN CERTIFICATE-----); DER is turned into it by:"
              + " openssl x509 -inform der -in cert.der -out cert.pem");
    }
    return certificates;
  }

  /** The first private key. */
  static PrivateKey key(String text) throws BadMaterialException {
    byte[] curve = {};
    for (Block block : blocks(text)) {
      if (block.body.contains("Proc-Type:")) {
        throw new BadMaterialException(DECRYPT);
      }
      switch (block.label) {
        case "EC PARAMETERS" -> curve = block.bytes();
        case "PRIVATE KEY" -> {
          return decoded(block.bytes());
        }
        case "RSA PRIVATE KEY" -> {
          return decoded(Der.pkcs8OfRsa(block.bytes()));
        }
        case "EC PRIVATE KEY" -> {
          return decoded(Der.pkcs8OfEc(block.bytes(), curve));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw new BadMaterialException(DECRYPT);
        case "OPENSSH PRIVATE KEY" ->
            throw new BadMaterialException("is a key for SSH, which TLS cannot use");
        default -> {
          // Certificates and the like may stand in the same text.
        }
      }
    }
    throw new BadMaterialException(
        "holds no private key in PEM (-----BEGIN PRIVATE KEY-----); DER is turned into it by:"
            + " openssl pkey -inform der -in key.der -out key.pem");
  }

  private static PrivateKey decoded(byte[] pkcs8) throws BadMaterialException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    @Nullable GeneralSecurityException failure = null;
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(spec);
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        failure = e;
      }
    }
    throw new BadMaterialException(
        "the private key is damaged or of a kind that TLS does not use; RSA, EC and Ed25519 work",
        failure);
  }
}
