package dev.otelgw.services.standin;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The lock over everything that the stand-in remembers, and waiting for it to change. */
final class Changes {

  private static final long NOW_AND_THEN_MILLIS = 100;

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
        throw tooLong(time, what.get());
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        throw interrupted(what.get(), e);
      }
    }
  }

  /**
   * Waits for a condition on anything: asked after each change and now and then, without the lock,
   * since it may ask others.
   *
   * @throws IllegalStateException after the time, with what was waited for
   */
  void await(Duration time, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (end - System.nanoTime() <= 0) {
        throw tooLong(time, what);
      }
      synchronized (this) {
        try {
          wait(NOW_AND_THEN_MILLIS);
        } catch (InterruptedException e) {
          throw interrupted(what, e);
        }
      }
    }
  }

  private static IllegalStateException interrupted(String what, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for " + what, e);
  }

  private static IllegalStateException tooLong(Duration time, String what) {
    return new IllegalStateException(
        "Discord stand-in: waited %d ms for %s".formatted(time.toMillis(), what));
  }
}
