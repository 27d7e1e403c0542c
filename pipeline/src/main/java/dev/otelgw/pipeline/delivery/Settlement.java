package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.journal.Entry;
import dev.otelgw.pipeline.journal.Journal;
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

  /** Whether the parcel lies in that journal, and so outlives the process. */
  default boolean isIn(Journal journal) {
    return false;
  }

  /** For all of these at once. */
  static Settlement of(List<Settlement> all) {
    return all.isEmpty() ? NOBODY : new Joined(List.copyOf(all));
  }

  /** A batch that lies in a journal, where it is done with when it is settled. */
  record Journaled(Journal journal, Entry entry) implements Settlement {
    @Override
    public void settled(Outcome outcome) {
      journal.done(entry);
    }

    @Override
    public boolean isIn(Journal other) {
      return journal.equals(other);
    }
  }

  /** Several at once. */
  record Joined(List<Settlement> all) implements Settlement {
    @Override
    public void settled(Outcome outcome) {
      all.forEach(each -> each.settled(outcome));
    }

    @Override
    public boolean isIn(Journal journal) {
      return all.stream().allMatch(each -> each.isIn(journal));
    }
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
    public boolean isIn(Journal journal) {
      return whole.isIn(journal);
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
