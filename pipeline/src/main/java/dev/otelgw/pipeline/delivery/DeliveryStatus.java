package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How delivery to one backend stands, at one moment.
 *
 * @param exporter which exporter
 * @param signal which of its signals
 * @param state in one word
 * @param troubledFor how long the state has been retrying or parked; zero otherwise
 * @param lastSuccess when the backend last took something; null: not yet
 * @param lastError the last failure in the backend's words; null when the last attempt succeeded
 * @param accepted items taken into the queue since the start
 * @param sent items that the backend has
 * @param dropped items that were lost
 * @param deadLettered items that the backend refused for good and that are kept
 * @param queued items held; {@code accepted = sent + dropped + deadLettered + queued}
 * @param oldestAge age of the oldest item held; zero when there is none
 */
public record DeliveryStatus(
    ComponentId exporter,
    Signal signal,
    State state,
    Duration troubledFor,
    @Nullable Instant lastSuccess,
    @Nullable String lastError,
    long accepted,
    long sent,
    long dropped,
    long deadLettered,
    long queued,
    Duration oldestAge) {

  /** How it stands, in one word. */
  public enum State {
    /** Nothing was sent yet. */
    IDLE,
    /** The last attempt succeeded. */
    OK,
    /** The last attempts failed; it is being tried again. */
    RETRYING,
    /** The backend refuses the credentials; a probe goes out now and then. */
    PARKED,
    /** The queue is full, and senders are told to come back. */
    FULL
  }
}
