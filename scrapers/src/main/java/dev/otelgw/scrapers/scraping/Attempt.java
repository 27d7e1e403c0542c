package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One scrape of one target, run on a thread of its own. What it has can be taken at any moment;
 * what it does after that goes nowhere. Thread-safe.
 */
final class Attempt implements Runnable {

  /** The part of a scrape before its groups. */
  static final String CONNECT = "connect";

  /** What is asked for. */
  record Order(Scraper scraper, List<Group> groups, Selection selection, int limit) {}

  /**
   * A group that was read, or begun.
   *
   * @param took in nanoseconds
   */
  record Read(String group, Collected collected, long took) {}

  /** Something that failed. */
  record Failed(String group, ScrapeFailure failure) {}

  /**
   * What came of it.
   *
   * @param up whether the server answered
   * @param complete whether it ran to its end
   * @param connected how long getting ready took, in nanoseconds
   */
  record Result(
      boolean up, boolean complete, long connected, List<Read> reads, List<Failed> failures) {}

  private final Order order;
  private final ServerResource resource;
  private final SeriesStarts starts;
  private final Clock clock;
  private final Duration timeout;
  private final long deadline;
  private final Runnable ended;
  private final Instant began;
  private final List<Read> reads = new ArrayList<>();
  private final List<Failed> failures = new ArrayList<>();
  private String current = CONNECT;
  private long currentSince;
  private long connected;
  private @Nullable Collected collecting;
  private boolean up;
  private boolean complete;
  private boolean taken;

  /**
   * Not begun.
   *
   * @param timeout from now
   * @param ended run when it is over
   */
  Attempt(
      Order order,
      ServerResource resource,
      SeriesStarts starts,
      Clock clock,
      Duration timeout,
      Runnable ended) {
    this.order = order;
    this.resource = resource;
    this.starts = starts;
    this.clock = clock;
    this.timeout = timeout;
    this.ended = ended;
    this.began = clock.now();
    this.currentSince = clock.nanoTime();
    this.deadline = currentSince + timeout.toNanos();
  }

  @Override
  public void run() {
    try {
      scrape();
    } finally {
      synchronized (this) {
        complete = true;
      }
      ended.run();
    }
  }

  private void scrape() {
    try {
      Reading reading = order.scraper().begin(this::left);
      begun();
      Points preparing = new View(Collected.Origin.UNKNOWN);
      Set<String> names =
          order.groups().stream().map(Group::name).collect(Collectors.toUnmodifiableSet());
      reading.prepare(names, preparing);
      for (Group group : order.groups()) {
        if (!next(group.name())) {
          return;
        }
        read(reading, group.name());
      }
    } catch (ScrapeFailure down) {
      fail(down);
    } catch (RuntimeException bug) {
      fail(internal(bug));
    } finally {
      finish();
    }
  }

  private void read(Reading reading, String group) throws Unreachable {
    try {
      reading.read(group, new View(Collected.Origin.UNKNOWN));
    } catch (Unreachable down) {
      throw down;
    } catch (ScrapeFailure failure) {
      fail(failure);
    } catch (RuntimeException bug) {
      fail(internal(bug));
    }
  }

  private static ScrapeFailure internal(RuntimeException bug) {
    ScrapeFailure failure =
        new ScrapeFailure("reading", "internal", "unexpected " + bug, "This is a bug; report it.");
    failure.initCause(bug);
    return failure;
  }

  private Duration left() {
    // A little less than the loop waits: the scraper then says itself what hangs.
    long left = deadline - timeout.toNanos() / 20 - clock.nanoTime();
    return Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
  }

  private synchronized void begun() {
    up = true;
    long now = clock.nanoTime();
    connected = now - currentSince;
    currentSince = now;
  }

  /** False if nobody waits for more. */
  private synchronized boolean next(String group) {
    finish();
    if (taken || deadline - clock.nanoTime() <= 0) {
      return false;
    }
    int points = reads.stream().mapToInt(read -> read.collected().points()).sum();
    current = group;
    collecting = new Collected(nanos(clock.now()), starts, Math.max(0, order.limit() - points));
    return true;
  }

  private synchronized void finish() {
    long now = clock.nanoTime();
    if (collecting != null && !taken) {
      reads.add(new Read(current, collecting, now - currentSince));
    }
    collecting = null;
    currentSince = now;
  }

  private synchronized void fail(ScrapeFailure failure) {
    if (!taken) {
      up &= !(failure instanceof Unreachable);
      failures.add(new Failed(current, failure));
    }
  }

  /** Whether it ran to its end. */
  synchronized boolean complete() {
    return complete;
  }

  long deadline() {
    return deadline;
  }

  /** Ends it: what was read so far, and which groups were not. */
  synchronized Result take() {
    boolean down = failures.stream().anyMatch(one -> one.failure() instanceof Unreachable);
    up &= complete || collecting != null || !reads.isEmpty();
    boolean late = !complete || deadline - clock.nanoTime() <= 0;
    if (late && !down) {
      fail(
          new ScrapeFailure(
              "the scrape",
              "timeout",
              "not done after " + Words.of(timeout),
              "Raise timeout, or give slow groups an interval of their own."));
    }
    finish();
    taken = true;
    return new Result(up, complete, connected, List.copyOf(reads), List.copyOf(failures));
  }

  static long nanos(Instant time) {
    return Math.addExact(TimeUnit.SECONDS.toNanos(time.getEpochSecond()), time.getNano());
  }

  /** What the scraper sees. */
  private final class View implements Points {

    private final Collected.Origin origin;

    View(Collected.Origin origin) {
      this.origin = origin;
    }

    @Override
    public Instant time() {
      return began;
    }

    @Override
    public boolean wants(Metric metric) {
      return order.selection().wants(metric);
    }

    @Override
    public void add(Metric metric, long value, @Nullable String... attributes) {
      add(metric, into -> into.number(metric, (double) value, value, origin, attributes));
    }

    @Override
    public void add(Metric metric, double value, @Nullable String... attributes) {
      add(metric, into -> into.number(metric, value, Math.round(value), origin, attributes));
    }

    @Override
    public void add(Metric metric, HistogramValue value, @Nullable String... attributes) {
      add(metric, into -> into.histogram(metric, value, origin, attributes));
    }

    private void add(Metric metric, Consumer<Collected> point) {
      synchronized (Attempt.this) {
        Collected into = collecting;
        if (into != null && !taken && order.selection().wants(metric)) {
          point.accept(into);
        }
      }
    }

    @Override
    public Points since(@Nullable Instant reset) {
      return new View(new Collected.Origin(reset == null ? null : nanos(reset), false));
    }

    @Override
    public Points restarted() {
      return new View(new Collected.Origin(null, true));
    }

    @Override
    public void resource(String name, String value) {
      resource.learn(name, value);
    }

    @Override
    public void failed(ScrapeFailure failure) {
      fail(failure);
    }
  }
}
