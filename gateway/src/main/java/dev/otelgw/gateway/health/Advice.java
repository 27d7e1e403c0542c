package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;

/** What the state of a delivery means to people. */
final class Advice {

  private Advice() {}

  /** What is the case, in the backend's words where there are any. */
  static String what(DeliveryStatus delivery) {
    String error = delivery.lastError();
    String words = error == null ? "" : ": " + error;
    return switch (delivery.state()) {
      case IDLE -> "nothing has come to be sent yet";
      case OK -> "delivering";
      case RETRYING -> "failing for %d s%s".formatted(delivery.troubledFor().toSeconds(), words);
      case PARKED -> "the backend refuses the credentials" + words;
      case FULL -> "the sending queue is full, senders are told to come back" + words;
    };
  }

  /** What to do about it; empty where nothing need be done. */
  static String cure(State state) {
    return switch (state) {
      case IDLE, OK -> "";
      case RETRYING ->
          "Nothing is lost while the queue has room: it is tried again. Check that the endpoint can"
              + " be reached from here, and the backend's own status.";
      case PARKED ->
          "Check the credentials (token, instance id) and what they may write. What came is kept,"
              + " and one probe a minute finds out when they work.";
      case FULL ->
          "The backend takes less than comes in. Check its limits and answers; raise"
              + " sending_queue.queue_size or num_consumers if it can take more.";
    };
  }
}
