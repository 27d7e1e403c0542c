package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Outcome;
import java.time.Duration;

/**
 * What a client is told.
 *
 * @param message for people; empty where there is nothing to say
 * @param retryAfter when to come back; more than zero exactly where the verdict is retryable
 * @param rejectedItems of a request that was taken, how many were not
 */
record Answer(Verdict verdict, String message, Duration retryAfter, long rejectedItems) {

  /** Where nobody said when to come back. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** gRPC carries messages in headers, which clients limit to 8 KiB by default. */
  private static final int LONGEST_MESSAGE = 1000;

  static final Answer OK = new Answer(Verdict.OK, "", Duration.ZERO, 0);

  Answer {
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "...";
    }
    if (!verdict.retryable()) {
      retryAfter = Duration.ZERO;
    } else if (!retryAfter.isPositive()) {
      retryAfter = RETRY_AFTER;
    }
  }

  static Answer of(Verdict verdict, String message) {
    return new Answer(verdict, message, Duration.ZERO, 0);
  }

  static Answer of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> OK;
      case Outcome.Partial(long rejected, String message) ->
          new Answer(Verdict.OK, message, Duration.ZERO, rejected);
      case Outcome.Refused(_, String message, Duration retryAfter) ->
          new Answer(Verdict.of(outcome), message, retryAfter, 0);
      case Outcome.Rejected(_, String message) -> of(Verdict.of(outcome), message);
    };
  }

  /** The whole seconds of {@code Retry-After}: rounded up, so that nobody comes too early. */
  long retryAfterSeconds() {
    return retryAfter.plusNanos(999_999_999).toSeconds();
  }

  /** Whether a success has something to say: items rejected, or a warning. */
  boolean partial() {
    return verdict == Verdict.OK && (rejectedItems > 0 || !message.isEmpty());
  }
}
