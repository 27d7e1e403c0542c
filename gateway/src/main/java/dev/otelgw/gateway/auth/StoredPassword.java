package dev.otelgw.gateway.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.otelgw.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;

/** A password as an htpasswd file has it. Compares in constant time. Immutable. */
sealed interface StoredPassword {

  /** Whether it is this password, in UTF-8. */
  boolean matches(byte[] password);

  /** Whether {@link #matches} takes long on purpose: too long for an event loop. */
  default boolean isSlow() {
    return false;
  }

  /**
   * Of the forms that the Collector's library takes; what is none of them is a plain password.
   *
   * @throws IllegalArgumentException with what is wrong, if the form is known and the rest broken
   */
  static StoredPassword of(String text) {
    Secret hidden = new Secret(text);
    if (text.startsWith("$apr1$")) {
      return new Apr1(Apr1.FORM.matcher(text).matches() ? hidden : broken("apr1"));
    }
    if (text.startsWith("$2a$") || text.startsWith("$2b$") || text.startsWith("$2y$")) {
      return new Bcrypt(Bcrypt.FORM.matcher(text).matches() ? hidden : broken("bcrypt"));
    }
    if (text.startsWith("{SHA}")) {
      return new Sha1(hidden, decoded("{SHA}", text, 20));
    }
    if (text.startsWith("{SSHA}")) {
      return new Sha1(hidden, decoded("{SSHA}", text, 21));
    }
    return new Plain(hidden);
  }

  private static int decoded(String form, String text, int least) {
    try {
      int length = Base64.getDecoder().decode(text.substring(form.length())).length;
      if (length >= least) {
        return form.length();
      }
    } catch (IllegalArgumentException _) {
      // As below.
    }
    broken(form);
    return 0;
  }

  private static Secret broken(String form) {
    throw new IllegalArgumentException(
        "the %s hash is malformed; make a new one with htpasswd".formatted(form));
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** The password itself, with {@code {PLAIN}} before it where nginx is to read it, too. */
  record Plain(Secret text) implements StoredPassword {
    @Override
    public boolean matches(byte[] password) {
      String given = new String(password, StandardCharsets.UTF_8);
      boolean bare = same(given, text.reveal());
      boolean marked = same("{PLAIN}" + given, text.reveal());
      return bare || marked;
    }
  }

  /** SHA-1 of the password and, in {@code {SSHA}}, of a salt, which follows the hash. */
  record Sha1(Secret text, int from) implements StoredPassword {

    private static final int LENGTH = 20;

    @Override
    public boolean matches(byte[] password) {
      byte[] stored = Base64.getDecoder().decode(text.reveal().substring(from));
      try {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(password);
        sha1.update(stored, LENGTH, stored.length - LENGTH);
        return MessageDigest.isEqual(sha1.digest(), Arrays.copyOf(stored, LENGTH));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-1", e);
      }
    }
  }

  /** Apache's own thousand rounds of MD5. */
  record Apr1(Secret text) implements StoredPassword {

    private static final Pattern FORM =
        Pattern.compile("\\$apr1\\$[./0-9A-Za-z]{1,8}\\$[./0-9A-Za-z]{22}");

    @Override
    public boolean matches(byte[] password) {
      // The library empties the array that it is given.
      return same(Md5Crypt.apr1Crypt(password.clone(), text.reveal()), text.reveal());
    }

    @Override
    public boolean isSlow() {
      return true;
    }
  }

  /** bcrypt, which sees the first 72 bytes of a password. */
  record Bcrypt(Secret text) implements StoredPassword {

    private static final Pattern FORM =
        Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./0-9A-Za-z]{53}");

    @Override
    public boolean matches(byte[] password) {
      BCrypt.Version version = BCrypt.Version.VERSION_2A;
      return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version))
          .verify(password.clone(), text.reveal().getBytes(StandardCharsets.US_ASCII))
          .verified;
    }

    @Override
    public boolean isSlow() {
      return true;
    }
  }
}
