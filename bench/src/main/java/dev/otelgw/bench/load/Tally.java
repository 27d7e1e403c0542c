package dev.otelgw.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts the answers of one run; answers come from several threads. */
final class Tally {

  private final Ticker ticker;
  private final int itemsPerRequest;
  private final Latency latency = new Latency();
  private final LongAdder ok = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Map<String, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final AtomicLong acknowledgedItems = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<String> firstProblem = new AtomicReference<>("");
  private volatile long lastRefusal;

  Tally(Ticker ticker, int itemsPerRequest) {
    this.ticker = ticker;
    this.itemsPerRequest = itemsPerRequest;
    lastRefusal = ticker.nanos() - Duration.ofDays(1).toNanos();
  }

  void sent() {
    sent.incrementAndGet();
  }

  /** Counts an answer to a request that was due at {@code due}. */
  void answered(Answer answer, long due) {
    long now = ticker.nanos();
    if (answer.kind() == Answer.Kind.OK) {
      latency.record(now - due);
      acknowledgedItems.addAndGet(itemsPerRequest - answer.rejectedItems());
    } else {
      lastRefusal = now;
      firstProblem.compareAndSet("", answer.status() + " " + answer.words());
    }
    LongAdder kind =
        switch (answer.kind()) {
          case OK -> ok;
          case REFUSED -> refused;
          case FAILED -> failed;
        };
    kind.increment();
    String status = answer.rejectedItems() > 0 ? "partial" : answer.status();
    byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  long acknowledgedItems() {
    return acknowledgedItems.get();
  }

  /** When a request was last not taken; long ago when that has not happened. */
  long lastRefusal() {
    return lastRefusal;
  }

  Report report(long elapsedNanos, long unanswered) {
    Map<String, Long> statuses = new TreeMap<>();
    byStatus.forEach((status, count) -> statuses.put(status, count.sum()));
    return new Report(
        sent.get(),
        ok.sum(),
        refused.sum(),
        failed.sum(),
        unanswered,
        acknowledgedItems.get(),
        statuses,
        firstProblem.get().strip(),
        latency.percentiles(),
        Duration.ofNanos(elapsedNanos));
  }
}
