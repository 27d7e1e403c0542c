package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A receiver that scrapes targets of one kind: it owns time and threads, one for each target and
 * one for each scrape under way. A target that hangs, fails or refuses costs the others nothing.
 */
public final class ScrapeLoop implements Component {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Context context;
  private final Logger log;
  private final Waits waits;
  private final ScrapeSettings settings;
  private final ScrapedSystem system;
  private final List<TargetLoop> loops;
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  /**
   * Not started; nothing is connected before.
   *
   * @param settings checked
   * @param next where batches of metrics go
   */
  public ScrapeLoop(
      ScrapeSettings settings,
      ScrapedSystem system,
      List<ScrapeTarget> targets,
      Pipelines next,
      Context context) {
    this(
        settings,
        system,
        targets,
        next,
        context,
        new TargetLoop.Loops(
            new Waits(context.clock(), Duration.ofDays(1)),
            RandomGenerator.getDefault(),
            LoggerFactory.getLogger(ScrapeLoop.class)));
  }

  ScrapeLoop(
      ScrapeSettings settings,
      ScrapedSystem system,
      List<ScrapeTarget> targets,
      Pipelines next,
      Context context,
      TargetLoop.Loops shared) {
    this.context = context;
    this.settings = settings;
    this.system = system;
    this.log = shared.log();
    this.waits = shared.waits();
    Selection selection = new Selection(system, settings);
    this.loops =
        targets.stream()
            .map(target -> new TargetLoop(target, settings, selection, next, context, shared))
            .toList();
  }

  @Override
  public synchronized void start() {
    for (TargetLoop loop : loops) {
      threads.add(
          Thread.ofVirtual()
              .name(context.id().key() + "/loop " + loop.target().target())
              .start(loop.work()));
    }
    log.info(
        "{}: scrapes {} every {}: {}",
        context.id(),
        system.name(),
        Words.of(settings.collectionInterval()),
        String.join(", ", loops.stream().map(loop -> loop.target().target().toString()).toList()));
  }

  /** Gives up scrapes under way; lets a batch that is being taken be taken. At most 5 s. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    waits.end();
    loops.forEach(TargetLoop::abort);
    long end = context.clock().nanoTime() + GRACE.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.join(left(end))) {
          log.warn("{}: \"{}\" did not end in time and is cut off", context.id(), thread.getName());
          thread.interrupt();
        }
      }
      for (TargetLoop loop : loops) {
        if (!loop.join(left(end))) {
          log.warn(
              "{}: a scrape of {} does not end and is left alone",
              context.id(),
              loop.target().target());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.forEach(this::release);
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - context.clock().nanoTime()));
  }

  private void release(TargetLoop loop) {
    try {
      loop.target().scraper().close();
    } catch (RuntimeException bug) {
      log.warn("{}: closing the connection to {} failed", context.id(), loop.target(), bug);
    }
  }
}
