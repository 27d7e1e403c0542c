package dev.otelgw.services.bot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * By what Discord knows a message again that is sent twice: the same for the same cause and reader.
 */
final class Nonce {

  private static final int BYTES = 18;

  private Nonce() {}

  /** 24 characters; Discord takes 25. */
  static String of(String... cause) {
    try {
      byte[] text = String.join(" ", cause).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
