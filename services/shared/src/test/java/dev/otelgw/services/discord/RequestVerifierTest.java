package dev.otelgw.services.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.discord.RequestVerifier.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RequestVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final byte[] BODY = "{\"type\":1}".getBytes(UTF_8);

  private final KeyPair keys = newKeys();
  private final RequestVerifier verifier =
      new RequestVerifier(publicKey(keys), InstantSource.fixed(NOW));

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String publicKey(KeyPair keys) {
    return HexFormat.of().formatHex(keys.getPublic().getEncoded()).substring(24);
  }

  private static String sign(KeyPair keys, String timestamp, byte[] body)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(timestamp.getBytes(UTF_8));
    signature.update(body);
    return HexFormat.of().formatHex(signature.sign());
  }

  private Verdict at(Instant signed) throws GeneralSecurityException {
    String timestamp = Long.toString(signed.getEpochSecond());
    return verifier.verify(sign(keys, timestamp, BODY), timestamp, BODY);
  }

  @Test
  void takesWhatDiscordSigned() throws GeneralSecurityException {
    assertThat(at(NOW)).isEqualTo(Verdict.VALID);
    assertThat(at(NOW.plusSeconds(290))).isEqualTo(Verdict.VALID);
  }

  @Test
  void refusesAnotherKeyAnotherBodyAndAnotherTime() throws GeneralSecurityException {
    String timestamp = Long.toString(NOW.getEpochSecond());
    String signature = sign(keys, timestamp, BODY);

    assertThat(verifier.verify(sign(newKeys(), timestamp, BODY), timestamp, BODY))
        .isEqualTo(Verdict.FORGED);
    assertThat(verifier.verify(signature, timestamp, "{}".getBytes(UTF_8)))
        .isEqualTo(Verdict.FORGED);
    assertThat(verifier.verify(signature, Long.toString(NOW.getEpochSecond() + 1), BODY))
        .isEqualTo(Verdict.FORGED);
    assertThat(verifier.verify("ff".repeat(64), timestamp, BODY)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void refusesWhatWasSignedLongAgoOrAhead() throws GeneralSecurityException {
    assertThat(at(NOW.minus(Duration.ofMinutes(6)))).isEqualTo(Verdict.STALE);
    assertThat(at(NOW.plus(Duration.ofMinutes(6)))).isEqualTo(Verdict.STALE);
  }

  @Test
  void refusesMissingAndBrokenHeadersAndBigBodies() throws GeneralSecurityException {
    String timestamp = Long.toString(NOW.getEpochSecond());
    String signature = sign(keys, timestamp, BODY);

    assertThat(verifier.verify(null, timestamp, BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verifier.verify(signature, null, BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verifier.verify("zz".repeat(64), timestamp, BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verifier.verify(signature, "yesterday", BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verifier.verify(signature, "9".repeat(18), BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verifier.verify(signature, timestamp, new byte[RequestVerifier.MAX_BODY + 1]))
        .isEqualTo(Verdict.OVERSIZED);
  }

  @Test
  void saysWhatAKeyMustBe() {
    assertThatThrownBy(() -> new RequestVerifier("abc", InstantSource.system()))
        .hasMessage(
            "must be the 64 hexadecimal digits of the application's public key, has 3 characters");
  }
}
