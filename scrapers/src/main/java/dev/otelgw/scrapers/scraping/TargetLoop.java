package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Scrapes one target, again and again, on a thread of its own; each scrape runs on another, so that
 * one that hangs is given up in time, and no second one is begun while it does.
 */
final class TargetLoop {

  /** How long a scrape that was given up may take to notice. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ScrapeTarget target;
  private final ScrapeSettings settings;
  private final Selection selection;
  private final Context context;
  private final Clock clock;
  private final Waits waits;
  private final RandomGenerator random;
  private final ServerResource resource;
  private final InstrumentationScope scope;
  private final SeriesStarts starts;
  private final OwnMetrics own;
  private final Troubles troubles;
  private final Offering offering;
  private final BackOff backOff;
  private final Map<String, Long> tried = new HashMap<>();
  private final Map<String, Collected> cached = new HashMap<>();
  private List<Attempt.Failed> lastDown = List.of();
  private volatile @Nullable Thread worker;

  TargetLoop(
      ScrapeTarget target,
      ScrapeSettings settings,
      Selection selection,
      Pipelines next,
      Context context,
      Loops loops) {
    this.target = target;
    this.settings = settings;
    this.selection = selection;
    this.context = context;
    this.clock = context.clock();
    this.waits = loops.waits();
    this.random = loops.random();
    this.resource = new ServerResource(selection, target.target());
    this.scope = scope(selection.naming(), context);
    this.starts = new SeriesStarts(memory(selection));
    this.own = new OwnMetrics(selection.system(), selection.naming());
    String where = context.id() + ": " + target.target();
    this.troubles = new Troubles(loops.log(), where);
    this.offering = new Offering(next, context, waits, loops.log(), where);
    this.backOff = new BackOff(settings.collectionInterval(), random);
  }

  /** What all targets of a receiver share. */
  record Loops(Waits waits, RandomGenerator random, Logger log) {}

  /** A scope would become labels that the dashboards of the other vocabulary do not expect. */
  private static InstrumentationScope scope(Naming naming, Context context) {
    if (naming == Naming.PROMETHEUS) {
      return InstrumentationScope.getDefaultInstance();
    }
    String product = context.product();
    return InstrumentationScope.newBuilder()
        .setName(context.id().type())
        .setVersion(product.substring(product.indexOf('/') + 1))
        .build();
  }

  /** Longer than the slowest group takes to come round again. */
  private static long memory(Selection selection) {
    Duration slowest =
        selection.groups().stream()
            .map(Group::interval)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return Duration.ofHours(1).plus(slowest.multipliedBy(3)).toNanos();
  }

  /** The work of its thread; its time runs from now. */
  Runnable work() {
    Schedule schedule =
        new Schedule(
            clock.nanoTime(), settings.initialDelay(), settings.collectionInterval(), random);
    return () -> run(schedule);
  }

  private void run(Schedule schedule) {
    try {
      while (waits.until(schedule.due())) {
        tick(schedule);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(Schedule schedule) throws InterruptedException {
    long now = clock.nanoTime();
    List<Group> due = due(now);
    Attempt.Result result = result(due, now);
    if (waits.ended()) {
      return;
    }
    settle(due, result, now);
    own.skipped(schedule.advance(clock.nanoTime()));
    List<Collected> parts = new ArrayList<>(parts(due, result));
    parts.add(own.write(result, Attempt.nanos(clock.now())));
    offering.offer(ScrapeBatch.of(resource.build(), scope, parts), schedule.due());
  }

  /** The groups whose time has come. A tenth of a scrape's interval early is not early. */
  private List<Group> due(long now) {
    long early = settings.collectionInterval().toNanos() / 10;
    return selection.groups().stream()
        .filter(group -> {
          Long last = tried.get(group.name());
          return group.spread() || last == null || now - last >= group.interval().toNanos() - early;
        })
        .toList();
  }

  private Attempt.Result result(List<Group> due, long now) throws InterruptedException {
    Thread running = worker;
    if (running != null && running.isAlive()) {
      own.skipped(1);
      return down(new ScrapeFailure("the scrape", "timeout", "an earlier one still hangs", ""));
    }
    if (backOff.holds(now)) {
      return new Attempt.Result(false, true, 0, List.of(), lastDown);
    }
    return attempt(due);
  }

  private static Attempt.Result down(ScrapeFailure failure) {
    return new Attempt.Result(
        false, true, 0, List.of(), List.of(new Attempt.Failed(Attempt.CONNECT, failure)));
  }

  private Attempt.Result attempt(List<Group> due) throws InterruptedException {
    Set<String> names = new HashSet<>(due.stream().map(Group::name).toList());
    int held =
        cached.entrySet().stream()
            .filter(group -> !names.contains(group.getKey()))
            .mapToInt(group -> group.getValue().points())
            .sum();
    starts.forget(Attempt.nanos(clock.now()));
    Attempt.Order order =
        new Attempt.Order(target.scraper(), due, selection, selection.system().maxSeries() - held);
    Attempt attempt = new Attempt(order, resource, starts, clock, settings.timeout(), waits::wake);
    Thread thread =
        Thread.ofVirtual()
            .name(context.id().key() + "/scrape " + target.target())
            .unstarted(attempt);
    worker = thread;
    thread.start();
    if (!waits.until(attempt.deadline(), attempt::complete) || !attempt.complete()) {
      Attempt.Result partial = attempt.take();
      giveUp(thread);
      boolean _ = waits.until(clock.nanoTime() + GRACE_NANOS, attempt::complete);
      return partial;
    }
    return attempt.take();
  }

  private void giveUp(Thread thread) {
    try {
      target.scraper().abort();
    } catch (RuntimeException bug) {
      troubles.bug("giving up a scrape", bug);
    }
    thread.interrupt();
  }

  private void settle(List<Group> due, Attempt.Result result, long now) {
    Optional<ScrapeFailure> down =
        result.failures().stream()
            .map(Attempt.Failed::failure)
            .filter(failure -> !result.up())
            .findFirst();
    if (down.isPresent()) {
      if (!backOff.holds(now)) {
        boolean login = down.get() instanceof Unreachable refused && refused.loginRefused();
        Duration again = backOff.failed(now, login);
        troubles.down(down.get(), again);
      }
      lastDown = result.failures();
      return;
    }
    backOff.succeeded();
    troubles.up();
    Set<String> read = new HashSet<>(result.reads().stream().map(Attempt.Read::group).toList());
    read.add(Attempt.CONNECT);
    troubles.groups(read, result.failures());
    due.stream().map(Group::name).filter(read::contains).forEach(group -> tried.put(group, now));
  }

  /**
   * What was read now, and of groups that were not due what was read last: a backend that speaks
   * PromQL forgets a series after five minutes without a sample of that time.
   */
  private List<Collected> parts(List<Group> due, Attempt.Result result) {
    List<Collected> fresh = result.reads().stream().map(Attempt.Read::collected).toList();
    if (!result.up()) {
      return fresh;
    }
    List<Collected> old =
        selection.groups().stream()
            .filter(group -> !due.contains(group))
            .flatMap(group -> Stream.ofNullable(cached.get(group.name())))
            .map(group -> group.known(Attempt.nanos(clock.now())))
            .toList();
    due.forEach(group -> cached.remove(group.name()));
    result.reads().forEach(read -> cached.put(read.group(), read.collected()));
    return Stream.concat(fresh.stream(), old.stream()).toList();
  }

  /** Wakes whoever waits for the server. From any thread. */
  void abort() {
    Thread running = worker;
    if (running != null && running.isAlive()) {
      giveUp(running);
    }
  }

  /** Waits for the scrape under way, if any; false if it does not end. */
  boolean join(Duration bound) throws InterruptedException {
    Thread running = worker;
    return running == null || running.join(bound);
  }

  ScrapeTarget target() {
    return target;
  }
}
