package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Reason;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Hands batches to the pipelines. One that is refused is offered again until newer numbers are due:
 * then it is dropped, counted and said. Not thread-safe.
 */
final class Offering {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Pipelines next;
  private final Context context;
  private final Waits waits;
  private final Logger log;
  private final String where;
  private long lost;

  Offering(Pipelines next, Context context, Waits waits, Logger log, String where) {
    this.next = next;
    this.context = context;
    this.waits = waits;
    this.log = log;
    this.where = where;
  }

  /**
   * Offers at least once.
   *
   * @param until by the clock's nanoTime
   */
  void offer(Batch batch, long until) throws InterruptedException {
    while (true) {
      Outcome outcome = attempt(batch);
      switch (outcome) {
        case Outcome.Accepted _, Outcome.Partial _ -> {
          taken(batch);
          return;
        }
        case Outcome.Rejected(Reason reason, String message) -> {
          drop(batch, reason, message);
          return;
        }
        case Outcome.Refused(Reason reason, String message, Duration retryAfter) -> {
          Duration pause = retryAfter.compareTo(PAUSE) > 0 ? retryAfter : PAUSE;
          long again = context.clock().nanoTime() + pause.toNanos();
          if (again - until >= 0 || !waits.until(again)) {
            drop(batch, reason, message);
            return;
          }
        }
      }
    }
  }

  private Outcome attempt(Batch batch) {
    Memory memory = context.memory();
    if (!memory.tryHold(batch.size())) {
      return Outcome.refused(
          Reason.MEMORY_LIMIT,
          "%d of %d bytes of memory for telemetry are in use"
              .formatted(memory.held(), memory.limit()));
    }
    try {
      return next.accept(batch);
    } catch (RuntimeException bug) {
      log.warn("{}: handing on {} failed", where, batch, bug);
      return new Outcome.Rejected(Reason.INTERNAL, "unexpected " + bug);
    } finally {
      memory.release(batch.size());
    }
  }

  private void taken(Batch batch) {
    context.observer().accepted(batch.signal(), batch.items());
    if (lost > 0) {
      log.info("{}: scrapes are taken again; {} data points were dropped", where, lost);
      lost = 0;
    }
  }

  private void drop(Batch batch, Reason reason, String message) {
    context.observer().dropped(batch.signal(), batch.items(), reason);
    if (lost == 0) {
      log.warn(
          "{}: {} of a scrape were dropped, since nobody took them: {} ({}); dropped scrapes are"
              + " counted until one is taken",
          where,
          batch,
          message,
          reason.label());
    }
    lost += batch.items();
  }
}
