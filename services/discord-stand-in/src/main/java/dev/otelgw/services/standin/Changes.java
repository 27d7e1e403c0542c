package dev.otelgw.services.standin;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The lock over everything that the stand-in remembers, and waiting for it to change. */
final class Changes {

  /** Runs with the lock and wakes who waits. */
  synchronized <T> T change(Supplier<T> what) {
    T result = what.get();
    notifyAll();
    return result;
  }

  /** Runs with the lock. */
  synchronized <T> T read(Supplier<T> what) {
    return what.get();
  }

  /**
   * Waits until there is a value.
   *
   * @throws IllegalStateException after the time, with what was waited for
   */
  synchronized <T> T await(Duration time, Supplier<String> what, Supplier<Optional<T>> value) {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      Optional<T> found = value.get();
      if (found.isPresent()) {
        return found.get();
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(
            "Discord stand-in: waited %d ms for %s".formatted(time.toMillis(), what.get()));
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what.get(), e);
      }
    }
  }
}
