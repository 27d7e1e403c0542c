package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers requests that some exporters took and others had no room for, by a hash of their bytes:
 * when the client sends one again, as it was told to, it goes only to those that lack it. Costs
 * nothing while every exporter has room. Thread-safe.
 */
final class Retries {

  /** As many as clients may be about to send again; the oldest is forgotten, and may come twice. */
  private static final int MOST = 4096;

  private final Map<ByteBuffer, Set<ComponentId>> taken = new LinkedHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Who has it already. */
  Set<ComponentId> takers(Batch batch) {
    if (size.get() == 0) {
      return Set.of();
    }
    ByteBuffer hash = hash(batch);
    synchronized (taken) {
      return taken.getOrDefault(hash, Set.of());
    }
  }

  /** These have it now, and others do not yet. */
  void remember(Batch batch, Set<ComponentId> takers) {
    ByteBuffer hash = hash(batch);
    synchronized (taken) {
      taken.remove(hash);
      taken.put(hash, Set.copyOf(takers));
      if (taken.size() > MOST) {
        taken.remove(taken.keySet().iterator().next());
      }
      size.set(taken.size());
    }
  }

  /** All have it, or none will. */
  void forget(Batch batch) {
    ByteBuffer hash = hash(batch);
    synchronized (taken) {
      taken.remove(hash);
      size.set(taken.size());
    }
  }

  /** Two requests must never be taken for one, so it is a cryptographic one. */
  private static ByteBuffer hash(Batch batch) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) batch.signal().lowerName().charAt(0));
      batch.segments().forEach(digest::update);
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
