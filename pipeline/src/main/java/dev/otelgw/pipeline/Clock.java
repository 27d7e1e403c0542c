package dev.otelgw.pipeline;

import java.time.Instant;

/** Time, so that tests can hold it. */
public interface Clock {

  /** Wall time. It may jump; never measure with it. */
  Instant now();

  /** Nanoseconds since some fixed moment. It never goes back; use it for every wait and age. */
  long nanoTime();

  /** The machine's own. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };
}
