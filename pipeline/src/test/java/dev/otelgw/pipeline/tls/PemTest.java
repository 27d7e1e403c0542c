package dev.otelgw.pipeline.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

  private final TestAuthority authority = TestAuthority.named("test authority");

  private static KeyPair keys(String algorithm, int size) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (size > 0) {
      generator.initialize(size);
    }
    return generator.generateKeyPair();
  }

  @ParameterizedTest
  @CsvSource({"EC,256", "EC,384", "EC,521", "RSA,2048", "Ed25519,0"})
  void readsPkcs8OfEveryKind(String algorithm, int size) throws Exception {
    Issued issued = authority.withKeys(keys(algorithm, size));
    assertThat(Pem.key("some text before\n" + issued.keyPem())).isEqualTo(issued.key());
  }

  @Test
  void readsPkcs1() throws Exception {
    KeyPair rsa = keys("RSA", 2048);
    byte[] pkcs8 = rsa.getPrivate().getEncoded();
    // PKCS#8 of RSA is a header of 26 bytes and then PKCS#1.
    String pem = Issued.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    assertThat(Pem.key(pem)).isEqualTo(rsa.getPrivate());
  }

  /** P-256, as OpenSSL writes it before a key. */
  private static final String PARAMETERS =
      """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      """;

  /** An ECPrivateKey (RFC 5915): version, the number 7 as the key, and then what follows. */
  private static String sec1(String curve) {
    byte[] parameters = HexFormat.of().parseHex(curve);
    byte[] key = new byte[39 + parameters.length];
    byte[] head = {0x30, (byte) (key.length - 2), 2, 1, 1, 4, 32};
    System.arraycopy(head, 0, key, 0, head.length);
    key[38] = 7;
    System.arraycopy(parameters, 0, key, 39, parameters.length);
    return Issued.pem("EC PRIVATE KEY", key);
  }

  @Test
  void readsSec1() throws Exception {
    PrivateKey key = Pem.key(sec1("a00a06082a8648ce3d030107"));
    assertThat(((ECPrivateKey) key).getS()).isEqualTo(BigInteger.valueOf(7));
    assertThat(((ECPrivateKey) key).getParams().getOrder().bitLength()).isEqualTo(256);
  }

  @Test
  void sec1WithoutACurveTakesItFromTheParametersOrSaysHowToRewriteIt() throws Exception {
    String pem = sec1("");
    assertThat(((ECPrivateKey) Pem.key(PARAMETERS + pem)).getS()).isEqualTo(BigInteger.valueOf(7));
    assertThatThrownBy(() -> Pem.key(pem))
        .hasMessageContaining("does not name its curve")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----"
      })
  void anEncryptedKeyIsRefusedWithTheCommandThatDecrypts(String pem) {
    assertThatThrownBy(() -> Pem.key(pem))
        .hasMessageContaining("is encrypted")
        .hasMessageContaining("openssl pkey -in key.pem -out plain.pem");
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no private key in PEM",
    "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', is damaged",
    "'-----BEGIN PRIVATE KEY-----\n=!=\n-----END PRIVATE KEY-----', are not base64",
    "'-----BEGIN EC PRIVATE KEY-----\nMIID\n-----END EC PRIVATE KEY-----', damaged",
    "'-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', for SSH"
  })
  void saysWhatIsWrongWithAKey(String pem, String words) {
    assertThatThrownBy(() -> Pem.key(pem))
        .isInstanceOf(BadMaterialException.class)
        .hasMessageContaining(words);
  }

  @Test
  void readsChainsInTheirOrder() throws Exception {
    Issued issued = authority.below("between").forLocalhost();
    assertThat(issued.chain()).hasSize(2);
    assertThat(Pem.certificates("Bag Attributes\n" + issued.certificatePem() + authority.pem()))
        .containsExactly(issued.chain().get(0), issued.chain().get(1), authority.certificate());
  }

  @Test
  void saysWhatIsWrongWithCertificates() {
    assertThatThrownBy(() -> Pem.certificates(authority.forLocalhost().keyPem()))
        .hasMessageContaining("holds no certificate in PEM")
        .hasMessageContaining("openssl x509 -inform der");
    String damaged = authority.pem() + Issued.pem("CERTIFICATE", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Pem.certificates(damaged))
        .hasMessageContaining("certificate 2 is damaged");
  }
}
