package dev.otelgw.services.discord;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a request to the interactions endpoint comes from Discord: Ed25519 over the timestamp
 * and the raw body, as in {@code X-Signature-Ed25519} and {@code X-Signature-Timestamp}. The age of
 * the timestamp and the size of the body are bounded too. About 0.7 ms of CPU a check. Thread-safe.
 *
 * @see <a href="https://docs.discord.com/developers/interactions/overview">Validating security
 *     request headers</a>
 */
public final class RequestVerifier {

  /** How far a timestamp may be from our clock. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /** Bytes that a body may have; Discord's own are a few KiB. */
  public static final int MAX_BODY = 256 * 1024;

  /**
   * The start of an X.509 SubjectPublicKeyInfo of an Ed25519 key (RFC 8410); the 32 bytes of the
   * key follow.
   */
  private static final String X509_PREFIX = "302a300506032b6570032100";

  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  private final PublicKey key;
  private final InstantSource clock;

  /**
   * Reads the key.
   *
   * @param publicKey the application's, 64 hexadecimal digits
   * @throws IllegalArgumentException if it is no such key
   */
  public RequestVerifier(String publicKey, InstantSource clock) {
    this.key = key(publicKey);
    this.clock = clock;
    // The first check loads what all need: not while Discord waits.
    signed(new byte[SIGNATURE_BYTES], "0", new byte[0]);
  }

  /** What a check finds; all but VALID are answered with 401. */
  public enum Verdict {
    /** From Discord, now. */
    VALID,
    /** A header is missing, or not what it should be. */
    MALFORMED,
    /** Signed too long ago, or in the future. */
    STALE,
    /** The body is longer than {@link #MAX_BODY}. */
    OVERSIZED,
    /** The signature is not Discord's. */
    FORGED
  }

  /** Checks a request; the values of its two headers are null where they are missing. */
  public Verdict verify(@Nullable String signature, @Nullable String timestamp, byte[] body) {
    if (body.length > MAX_BODY) {
      return Verdict.OVERSIZED;
    }
    if (signature == null || timestamp == null || signature.length() != 2 * SIGNATURE_BYTES) {
      return Verdict.MALFORMED;
    }
    try {
      Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
      byte[] bytes = HexFormat.of().parseHex(signature);
      if (Duration.between(signed, clock.instant()).abs().compareTo(MAX_SKEW) > 0) {
        return Verdict.STALE;
      }
      return signed(bytes, timestamp, body) ? Verdict.VALID : Verdict.FORGED;
    } catch (IllegalArgumentException | DateTimeException e) {
      return Verdict.MALFORMED;
    }
  }

  private boolean signed(byte[] signature, String timestamp, byte[] body) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(timestamp.getBytes(StandardCharsets.US_ASCII));
      check.update(body);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // Bytes that cannot be a signature at all.
      return false;
    }
  }

  private static PublicKey key(String hex) {
    if (!hex.matches("[0-9a-fA-F]{" + 2 * KEY_BYTES + "}")) {
      throw new IllegalArgumentException(
          "must be the 64 hexadecimal digits of the application's public key, has "
              + hex.length()
              + " characters");
    }
    try {
      byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + hex);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no Ed25519 public key", e);
    }
  }
}
