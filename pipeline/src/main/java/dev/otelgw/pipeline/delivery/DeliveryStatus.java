package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of one signal by one exporter is doing, at one moment.
 *
 * @param exporter who delivers
 * @param signal what
 * @param state how it goes
 * @param lastSuccess when the backend last took a batch; null: not since the start
 * @param lastError what the backend, or the way to it, said at the last failure; null: no failure
 *     since the last success
 * @param queuedItems items accepted and neither sent nor dropped yet
 * @param oldestAgeSeconds how long the oldest of them has been waiting, in seconds; 0 where none is
 */
public record DeliveryStatus(
    ComponentId exporter,
    Signal signal,
    State state,
    @Nullable Instant lastSuccess,
    @Nullable String lastError,
    long queuedItems,
    double oldestAgeSeconds) {

  /** How a delivery goes. */
  public enum State {
    /** Nothing has come to be sent yet. */
    IDLE,
    /** What came was sent, or is being sent for the first time. */
    OK,
    /** The last attempt failed in a way that time may heal; it is tried again. */
    RETRYING,
    /** The backend refuses the credentials. Everything is held, and one probe a minute is sent. */
    PARKED,
    /** The queue is full: senders are told to come back later. */
    FULL
  }
}
