package dev.otelgw.pipeline.testing;

import static dev.otelgw.pipeline.testing.DerWriter.bits;
import static dev.otelgw.pipeline.testing.DerWriter.bool;
import static dev.otelgw.pipeline.testing.DerWriter.element;
import static dev.otelgw.pipeline.testing.DerWriter.integer;
import static dev.otelgw.pipeline.testing.DerWriter.octets;
import static dev.otelgw.pipeline.testing.DerWriter.oid;
import static dev.otelgw.pipeline.testing.DerWriter.sequence;
import static dev.otelgw.pipeline.testing.DerWriter.time;
import static dev.otelgw.pipeline.testing.DerWriter.utf8;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A certificate authority for tests. It issues in milliseconds (RFC 5280, section 4). */
public final class TestAuthority {

  private static final byte[] SHA256_WITH_ECDSA = sequence(oid(1, 2, 840, 10045, 4, 3, 2));

  private final String name;
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final List<X509Certificate> between;

  private TestAuthority(
      String name, PrivateKey key, X509Certificate certificate, List<X509Certificate> between) {
    this.name = name;
    this.key = key;
    this.certificate = certificate;
    this.between = between;
  }

  /** A new one that nobody signed. */
  public static TestAuthority named(String name) {
    KeyPair keys = ecKeys();
    Validity validity = Validity.now();
    X509Certificate self =
        signed(name, keys.getPrivate(), name, keys.getPublic(), validity, authority());
    return new TestAuthority(name, keys.getPrivate(), self, List.of());
  }

  /** An authority that this one vouches for; what it issues carries its certificate along. */
  public TestAuthority below(String other) {
    KeyPair keys = ecKeys();
    X509Certificate theirs =
        signed(name, key, other, keys.getPublic(), Validity.now(), authority());
    List<X509Certificate> chain = new ArrayList<>(List.of(theirs));
    chain.addAll(between);
    return new TestAuthority(other, keys.getPrivate(), theirs, chain);
  }

  /** For {@code localhost} and {@code 127.0.0.1}, valid now. */
  public Issued forLocalhost() {
    return server("localhost", "127.0.0.1", "::1");
  }

  /** For these names and addresses, valid now. */
  public Issued server(String... names) {
    return issue(names[0], ecKeys(), Validity.now(), names);
  }

  /** For {@code localhost} and {@code 127.0.0.1}, until yesterday. */
  public Issued expired() {
    Instant now = Instant.now();
    Validity past = new Validity(now.minus(Duration.ofDays(10)), now.minus(Duration.ofDays(1)));
    return issue("localhost", ecKeys(), past, "localhost", "127.0.0.1");
  }

  /** For a client of that name, valid now. */
  public Issued client(String client) {
    return issue(client, ecKeys(), Validity.now());
  }

  /** For {@code localhost} and {@code 127.0.0.1} with a key of another kind, valid now. */
  public Issued withKeys(KeyPair keys) {
    return issue("localhost", keys, Validity.now(), "localhost", "127.0.0.1");
  }

  /** The authority's certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The authority's certificate in PEM. */
  public String pem() {
    return Issued.pem(certificate);
  }

  /** Writes the authority's certificate to a file. */
  public Path write(Path file) {
    return Issued.replace(file, pem());
  }

  private record Validity(Instant from, Instant until) {
    static Validity now() {
      Instant now = Instant.now();
      return new Validity(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(30)));
    }
  }

  private Issued issue(String subject, KeyPair keys, Validity validity, String... names) {
    byte[] alternatives = {};
    if (names.length > 0) {
      byte[][] all = Arrays.stream(names).map(TestAuthority::alternative).toArray(byte[][]::new);
      alternatives = extension(oid(2, 5, 29, 17), false, sequence(all));
    }
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(signed(name, key, subject, keys.getPublic(), validity, alternatives));
    chain.addAll(between);
    return new Issued(chain, keys.getPrivate());
  }

  private static KeyPair ecKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate signed(
      String issuer,
      PrivateKey signer,
      String subject,
      PublicKey key,
      Validity validity,
      byte[] extensions) {
    byte[] body =
        sequence(
            element(0xa0, integer(BigInteger.TWO)),
            integer(new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16)),
            SHA256_WITH_ECDSA,
            distinguished(issuer),
            sequence(time(validity.from), time(validity.until)),
            distinguished(subject),
            key.getEncoded(),
            extensions.length == 0 ? extensions : element(0xa3, sequence(extensions)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer);
      signature.update(body);
      byte[] whole = sequence(body, SHA256_WITH_ECDSA, bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A name of one part, CN. */
  private static byte[] distinguished(String commonName) {
    return sequence(element(0x31, sequence(oid(2, 5, 4, 3), utf8(commonName))));
  }

  /** basicConstraints: an authority. */
  private static byte[] authority() {
    return extension(oid(2, 5, 29, 19), true, sequence(bool(true)));
  }

  private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
    return critical ? sequence(oid, bool(true), octets(value)) : sequence(oid, octets(value));
  }

  /** A GeneralName: an address where it looks like one, else a name. */
  private static byte[] alternative(String text) {
    boolean address = text.contains(":") || text.matches("[0-9.]+");
    try {
      return address
          ? element(0x87, InetAddress.getByName(text).getAddress())
          : element(0x82, text.getBytes(StandardCharsets.US_ASCII));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
