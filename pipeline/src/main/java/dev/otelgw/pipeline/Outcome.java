package dev.otelgw.pipeline;

import java.time.Duration;

/**
 * What became of a batch. An expected failure is a value of this type; an exception out of {@link
 * Sink#accept} is a bug.
 */
public sealed interface Outcome {

  /** Every exporter of the pipeline has the whole batch. */
  record Accepted() implements Outcome {
    private static final Outcome INSTANCE = new Accepted();
  }

  /**
   * The batch was taken, but for some items that will never be.
   *
   * @param rejectedItems how many were not taken; 0 makes {@code message} a warning
   * @param message the words of whoever rejected them
   */
  record Partial(long rejectedItems, String message) implements Outcome {}

  /**
   * Not taken now; the same batch may be taken later.
   *
   * @param retryAfter how long to wait before trying again; zero where nobody said
   */
  record Refused(Reason reason, String message, Duration retryAfter) implements Outcome {}

  /** Not taken, and trying again is useless. */
  record Rejected(Reason reason, String message) implements Outcome {}

  /** The whole batch was taken. */
  static Outcome accepted() {
    return Accepted.INSTANCE;
  }

  /** A refusal without a wish for when to come back. */
  static Outcome refused(Reason reason, String message) {
    return new Refused(reason, message, Duration.ZERO);
  }

  /** Whether the batch, or all of it that can be, is now in safe hands. */
  default boolean taken() {
    return switch (this) {
      case Accepted _, Partial _ -> true;
      case Refused _, Rejected _ -> false;
    };
  }
}
