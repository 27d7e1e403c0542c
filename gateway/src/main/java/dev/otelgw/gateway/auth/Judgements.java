package dev.otelgw.gateway.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What became of credentials that were checked before, so that a slow hash is computed once. They
 * are kept as a hash under a key that nobody else knows, and the least used are forgotten.
 * Thread-safe.
 */
final class Judgements {

  /** Those that are right, and those that are wrong: the wrong ones push no right one out. */
  private static final int MOST = 4096;

  private static final String HMAC = "HmacSHA256";

  private final Mac mac;
  private final Map<ByteBuffer, Boolean> right = new Recent();
  private final Map<ByteBuffer, Boolean> wrong = new Recent();

  Judgements() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  private static final class Recent extends LinkedHashMap<ByteBuffer, Boolean> {

    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /** Whether these are right; empty where nobody remembers. */
  synchronized Optional<Boolean> find(byte[] credentials) {
    ByteBuffer hash = hash(credentials);
    if (right.get(hash) != null) {
      return Optional.of(true);
    }
    return wrong.get(hash) == null ? Optional.empty() : Optional.of(false);
  }

  /** Keeps what came of a check. */
  synchronized void remember(byte[] credentials, boolean areRight) {
    (areRight ? right : wrong).put(hash(credentials), areRight);
  }

  private ByteBuffer hash(byte[] credentials) {
    return ByteBuffer.wrap(mac.doFinal(credentials));
  }
}
