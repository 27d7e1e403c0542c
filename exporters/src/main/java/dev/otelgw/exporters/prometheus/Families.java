package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.MetricNames.MetricName;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every series that is shown: bounded in number, and in bytes by the gateway's {@link Memory}.
 * Thread-safe: writers work side by side, and who reads waits for none of them.
 */
final class Families {

  /** How often expired series are looked for, and how often where there is no room. */
  private static final long TIDY_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long TIDY_FULL_NANOS = Duration.ofSeconds(1).toNanos();

  /** How long whoever tidies up waits for those who write; the next one tries again. */
  private static final long PATIENCE_MILLIS = 100;

  private final Map<String, Family> byName = new ConcurrentHashMap<>();

  /** Which names are used. Held while {@link #byName} gets or loses a family. */
  private final SampleNames taken;

  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong tidied;
  private final AtomicLong tidiedFull;

  /** Held for reading while a family that was found is written to. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final int most;
  private final long expiration;
  private final Clock clock;
  private final Memory memory;
  private final Notices notices;

  Families(PrometheusConfig config, Context context, Notices notices) {
    this.most = config.maxSeries();
    this.expiration = config.metricExpiration().toNanos();
    this.clock = context.clock();
    this.memory = context.memory();
    this.notices = notices;
    this.taken = new SampleNames(notices);
    this.tidied = new AtomicLong(clock.nanoTime());
    this.tidiedFull = new AtomicLong(clock.nanoTime());
  }

  /** Does work that writes, while no family goes away. */
  <T> T writing(Supplier<T> work) {
    if (due(tidied, TIDY_NANOS)) {
      dropExpired();
      releaseEmpty();
    } else if (full() && due(tidiedFull, TIDY_FULL_NANOS)) {
      dropExpired();
    }
    use.readLock().lock();
    try {
      return work.get();
    } finally {
      use.readLock().unlock();
    }
  }

  /**
   * The family of that name; called within {@link #writing}.
   *
   * @param origin the metric's name in OTLP
   * @throws Unusable if the name is another one's, or the family is of another kind
   */
  Family family(MetricName name, Kind kind, String origin, String help) throws Unusable {
    Family known = byName.get(name.text());
    if (known == null) {
      if (full()) {
        throw tooMany();
      }
      known = claim(new Family(name, kind, origin, help));
    }
    if (known.kind() != kind) {
      notices.conflict();
      throw new Unusable(
          "%s is a %s already, of \"%s\"; a %s cannot have the same name"
              .formatted(name.text(), known.kind().plain, known.origin(), kind.plain));
    }
    if (!known.origin().equals(origin)) {
      notices.conflict(
          "origin of " + name.text(),
          "\"%s\" and \"%s\" are both shown as %s; rename one of them"
              .formatted(known.origin(), origin, name.text()));
    }
    return known;
  }

  private Family claim(Family made) throws Unusable {
    synchronized (taken) {
      Family known = byName.get(made.text());
      if (known != null) {
        return known;
      }
      taken.claim(made);
      byName.put(made.text(), made);
      return made;
    }
  }

  /** Whether some family uses the name for its samples. */
  boolean isTaken(String sample) {
    return taken.has(sample);
  }

  /**
   * Makes the point the newest of its series; called within {@link #writing}. One that is older
   * than what is there changes nothing.
   *
   * @param delta whether it is to be added to what is there
   * @param writer a hash of where it comes from, not 0
   * @throws Unusable if there is no room, or the delta has been counted already
   */
  void put(Family family, Labels labels, Point point, boolean delta, int writer) throws Unusable {
    Change change = new Change(family, point, delta, writer);
    family.series().compute(labels, change);
    if (change.refusal != null) {
      throw change.refusal;
    }
  }

  /** The series has no value any more. */
  void remove(Family family, Labels labels) {
    family.series().computeIfPresent(labels, (_, series) -> dropped(series));
  }

  private @Nullable Series dropped(Series series) {
    memory.release(series.bytes());
    size.decrementAndGet();
    return null;
  }

  private boolean expired(Series series) {
    return clock.nanoTime() - series.updated() > expiration;
  }

  private boolean full() {
    return size.get() >= most;
  }

  private Unusable tooMany() {
    return new Unusable(
        "there are %d series already (max_series), and it would be another one".formatted(most));
  }

  /** Every number of series is counted here. */
  int size() {
    return size.get();
  }

  /** The families by name, as they are now. */
  List<Family> all() {
    return List.copyOf(new TreeMap<>(byName).values());
  }

  /** What of a family is to be shown now, by its labels. */
  List<Shown> shown(Family family) {
    return family.series().entrySet().stream()
        .filter(entry -> !expired(entry.getValue()))
        .map(entry -> new Shown(entry.getKey(), entry.getValue().point()))
        .sorted()
        .toList();
  }

  private boolean due(AtomicLong last, long interval) {
    long before = last.get();
    long now = clock.nanoTime();
    return now - before >= interval && last.compareAndSet(before, now);
  }

  private void dropExpired() {
    for (Family family : byName.values()) {
      for (Labels labels : family.series().keySet()) {
        family
            .series()
            .computeIfPresent(labels, (_, series) -> expired(series) ? dropped(series) : series);
      }
    }
  }

  /** Families without series lose their names, as soon as nobody can be about to write to them. */
  private void releaseEmpty() {
    try {
      if (!use.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      byName.values().stream().filter(family -> family.series().isEmpty()).forEach(this::release);
    } finally {
      use.writeLock().unlock();
    }
  }

  private void release(Family family) {
    synchronized (taken) {
      byName.remove(family.text());
      taken.release(family);
    }
  }

  /** Forgets everything. */
  void clear() {
    use.writeLock().lock();
    try {
      for (Family family : byName.values()) {
        family.series().keySet().forEach(labels -> remove(family, labels));
        release(family);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  /** What is shown of one series. */
  record Shown(Labels labels, Point point) implements Comparable<Shown> {
    @Override
    public int compareTo(Shown other) {
      return labels.compareTo(other.labels);
    }
  }

  /** One point on its way to its series. It may not touch others of the family meanwhile. */
  private final class Change implements BiFunction<Labels, @Nullable Series, @Nullable Series> {
    private final Family family;
    private final Point point;
    private final boolean delta;
    private final int writer;
    private @Nullable Unusable refusal;

    Change(Family family, Point point, boolean delta, int writer) {
      this.family = family;
      this.point = point;
      this.delta = delta;
      this.writer = writer;
    }

    @Override
    public @Nullable Series apply(Labels labels, @Nullable Series old) {
      if (old != null && !expired(old)) {
        return next(labels, old);
      }
      if (old == null && size.incrementAndGet() > most) {
        size.decrementAndGet();
        refusal = tooMany();
        return null;
      }
      Series fresh = Series.first(labels, point, writer, clock.nanoTime());
      if (!hold(old == null ? fresh.bytes() : fresh.bytes() - old.bytes())) {
        if (old == null) {
          size.decrementAndGet();
        }
        return old;
      }
      return fresh;
    }

    private Series next(Labels labels, Series old) {
      if (old.contested(writer)) {
        notices.conflict(
            "writers of " + family.text(),
            ("two sources write %s%s in turns, and only the newest value is shown; give each"
                    + " service.instance.id of its own")
                .formatted(family.text(), labels));
      }
      if (!delta && point.time() != 0 && point.time() < old.point().time()) {
        return old;
      }
      try {
        Point newer = delta ? Deltas.plus(old.point(), point) : point;
        Series next = old.next(newer, writer, clock.nanoTime());
        return hold(next.bytes() - old.bytes()) ? next : old;
      } catch (Unusable e) {
        refusal = e;
        return old;
      }
    }

    private boolean hold(int bytes) {
      if (bytes <= 0) {
        memory.release(-bytes);
        return true;
      }
      if (memory.tryHold(bytes)) {
        return true;
      }
      refusal = new Unusable("the gateway's bound on memory is reached");
      return false;
    }
  }
}
