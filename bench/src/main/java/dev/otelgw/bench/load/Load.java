package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.NumberSet;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to one gateway. Request numbers go on from one run to the next, so that what was
 * acknowledged in all of them can be looked for at the sink. Runs are started by one thread at a
 * time.
 */
public final class Load implements AutoCloseable {

  /**
   * Requests of an open loop that may be unanswered; the next one then waits, and its wait counts
   * as latency.
   */
  private static final int MAX_OUTSTANDING = 2048;

  /**
   * How long a refused closed loop holds its breath, lest a refusing gateway be asked in a busy
   * loop.
   */
  private static final long REFUSED_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  private final Transport transport;
  private final Messages messages;
  private final Ticker ticker;
  private final NumberSet acknowledged = new NumberSet();
  private volatile boolean stopped;
  private long next;

  Load(Transport transport, Messages messages, Ticker ticker) {
    this.transport = transport;
    this.messages = messages;
    this.ticker = ticker;
  }

  /** A load over real connections. */
  public static Load to(Target target, Messages messages) {
    return new Load(target.open(messages.shape()), messages, Ticker.system());
  }

  /**
   * Sends at a pace until its end, or until {@code limit} has passed, then waits for the answers
   * (at most 10 s).
   *
   * @throws InterruptedException when the caller is interrupted; requests under way are abandoned
   */
  public Report run(Pace pace, Duration limit) throws InterruptedException {
    Tally tally = new Tally(ticker, messages.shape().items());
    long start = ticker.nanos();
    long deadline = start + limit.toNanos();
    int permits =
        switch (pace) {
          case Pace.Closed closed -> closed.inFlight();
          case Pace.Open _ -> MAX_OUTSTANDING;
        };
    Semaphore free = new Semaphore(permits);
    switch (pace) {
      case Pace.Closed closed -> closed(closed, tally, free, deadline);
      case Pace.Open open -> open(open, tally, free, deadline);
    }
    stopped = false;
    boolean allAnswered = free.tryAcquire(permits, 10, TimeUnit.SECONDS);
    return tally.report(
        ticker.nanos() - start, allAnswered ? 0 : permits - free.availablePermits());
  }

  private void closed(Pace.Closed pace, Tally tally, Semaphore free, long deadline)
      throws InterruptedException {
    while (!stopped) {
      if (!acquired(free, deadline)) {
        return;
      }
      if (tally.acknowledgedItems() >= pace.items()) {
        free.release();
        return;
      }
      ticker.sleepUntil(tally.lastRefusal() + REFUSED_PAUSE_NANOS);
      send(tally, free, ticker.nanos());
    }
  }

  private void open(Pace.Open pace, Tally tally, Semaphore free, long deadline)
      throws InterruptedException {
    long start = ticker.nanos();
    for (long index = 0; !stopped && index < pace.requests(); index++) {
      long due = start + pace.due(index);
      ticker.sleepUntil(due);
      if (!acquired(free, deadline)) {
        return;
      }
      send(tally, free, due);
    }
  }

  private boolean acquired(Semaphore free, long deadline) throws InterruptedException {
    long left = deadline - ticker.nanos();
    return left > 0 && free.tryAcquire(left, TimeUnit.NANOSECONDS);
  }

  private void send(Tally tally, Semaphore free, long due) {
    long request = next++;
    tally.sent();
    transport.send(
        messages.body(request),
        answer -> {
          if (answer.kind() == Answer.Kind.OK && answer.rejectedItems() == 0) {
            acknowledged.add(request);
          }
          tally.answered(answer, due);
          free.release();
        });
  }

  /** Has the run that is under way end as if its pace had; from any thread. */
  public void stop() {
    stopped = true;
  }

  /** How many requests were sent so far, in all runs that have ended. */
  public long requests() {
    return next;
  }

  /** The gateway was away and is back: connections need not wait to be tried again. */
  public void wake() {
    transport.wake();
  }

  /**
   * Items of wholly acknowledged requests that are not in {@code arrived}. Means something only
   * with unique ids, and once the gateway has had time to deliver.
   */
  public long lost(NumberSet arrived) {
    return lost(arrived, next);
  }

  /** The same for the first so many requests. */
  public long lost(NumberSet arrived, long requests) {
    int items = messages.shape().items();
    long lost = 0;
    for (long request = 0; request < requests; request++) {
      if (acknowledged.contains(request)) {
        lost += arrived.missing(request * items, items);
      }
    }
    return lost;
  }

  @Override
  public void close() {
    transport.close();
  }
}
