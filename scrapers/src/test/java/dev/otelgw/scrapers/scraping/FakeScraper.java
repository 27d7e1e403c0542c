package dev.otelgw.scrapers.scraping;

import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves two groups; each may be told to do something else. Thread-safe. */
final class FakeScraper implements Scraper {

  static final Metric JOBS =
      Metric.otel("fake.jobs", Kind.COUNTER, "{job}", "Jobs.").in("fast", "jobs").by("kind");
  static final Metric SIZE = Metric.otel("fake.size", Kind.GAUGE, "By", "Size.").in("slow", "size");
  static final ScrapedSystem SYSTEM =
      new ScrapedSystem(
          "fake",
          "fake_exporter",
          "fake",
          List.of(
              new Group("fast", "Counters."),
              new Group("slow", "Sizes.", true, Duration.ofMinutes(3))),
          List.of(JOBS, SIZE),
          List.of(new ResourceAttribute("fake.version", "Version.", true)),
          100);

  /** Reads a group in some way. */
  interface Step {
    void read(Points into) throws ScrapeFailure;
  }

  /** Connects in some way. */
  interface Opening {
    void open() throws Unreachable;
  }

  final AtomicInteger begun = new AtomicInteger();
  final AtomicInteger aborted = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger stuck = new AtomicInteger();
  final AtomicInteger atOnce = new AtomicInteger();
  final Map<String, Step> steps = new ConcurrentHashMap<>();
  volatile Opening opening = () -> {};
  volatile long jobs = 5;
  volatile long size = 1000;

  FakeScraper() {
    steps.put("fast", into -> into.add(JOBS, jobs, "a"));
    steps.put("slow", into -> into.add(SIZE, size));
  }

  @Override
  public Reading begin(Deadline deadline) throws Unreachable {
    begun.incrementAndGet();
    opening.open();
    return (group, into) -> {
      if (atOnce.incrementAndGet() > 1) {
        throw new IllegalStateException("two at once");
      }
      try {
        steps.get(group).read(into);
      } finally {
        atOnce.decrementAndGet();
      }
    };
  }

  /** A step that waits, whatever interrupts it, until the latch opens. */
  Step stubborn(CountDownLatch until) {
    return _ -> {
      stuck.incrementAndGet();
      while (until.getCount() > 0) {
        try {
          until.await();
        } catch (InterruptedException _) {
          // Stubborn.
        }
      }
    };
  }

  @Override
  public void abort() {
    aborted.incrementAndGet();
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
