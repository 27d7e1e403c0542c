package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits for the end of a parcel: the senders of a queue with {@code wait_for_result}. */
interface Settlement {

  /** The usual case: the senders were answered when the queue had the data. */
  Settlement NOBODY = _ -> {};

  /** The parcel has come to its end. Called once per part. */
  void settled(Outcome outcome);

  /** For a parcel that becomes {@code parts}. */
  default Settlement forParts(int parts) {
    return equals(NOBODY) || parts == 1 ? this : new Parts(this, parts);
  }

  /** For all of these at once. */
  static Settlement of(List<Settlement> all) {
    return all.isEmpty() ? NOBODY : outcome -> all.forEach(each -> each.settled(outcome));
  }

  /** A sender that waits. */
  static Settlement completing(CompletableFuture<Outcome> future) {
    return future::complete;
  }

  /** Reports once, when the last part has settled: the worst of what happened. */
  final class Parts implements Settlement {
    private final Settlement whole;
    private int open;
    private Outcome worst = Outcome.accepted();

    Parts(Settlement whole, int open) {
      this.whole = whole;
      this.open = open;
    }

    @Override
    public synchronized void settled(Outcome outcome) {
      if (!(outcome instanceof Outcome.Accepted)) {
        worst = outcome;
      }
      if (--open == 0) {
        whole.settled(worst);
      }
    }
  }
}
