package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RecordingLogger;
import dev.otelgw.pipeline.testing.RecordingObserver;
import dev.otelgw.pipeline.testing.RoutedSinks;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loop over one fake target, with a clock that is held. */
final class Rig implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofMinutes(1);

  final ManualClock clock = new ManualClock();
  final FakeScraper scraper = new FakeScraper();
  final RecordingLogger log = new RecordingLogger();
  final RecordingObserver observer = new RecordingObserver();
  final List<Batch> batches = new CopyOnWriteArrayList<>();
  final ScrapeLoop loop;

  Rig() {
    this(new ScrapeSettings());
  }

  Rig(ScrapeSettings settings) {
    this(settings, FakeScraper.SYSTEM, null);
  }

  Rig(ScrapeSettings settings, ScrapedSystem system, Sink sink) {
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.RECEIVER, "fake", ""),
            observer,
            clock,
            new Memory(1 << 20),
            "otelgw/1.2.3");
    RecordingSinkOf recording = new RecordingSinkOf(batches);
    loop =
        new ScrapeLoop(
            settings,
            system,
            List.of(new ScrapeTarget(new Target("server", 1234), scraper)),
            RoutedSinks.all(sink == null ? recording : sink),
            context,
            new TargetLoop.Loops(new Waits(clock, Duration.ofMillis(1)), new Random(7), log));
    loop.start();
  }

  private record RecordingSinkOf(List<Batch> batches) implements Sink {
    @Override
    public dev.otelgw.pipeline.Outcome accept(Batch batch) {
      batches.add(batch);
      return dev.otelgw.pipeline.Outcome.accepted();
    }
  }

  /** Lets the first scrape come: initial delay and jitter are behind. */
  Rig first() {
    clock.advance(Duration.ofSeconds(8));
    return arrived(1);
  }

  /** Lets the next scrape come. */
  Rig next() {
    int before = batches.size();
    clock.advance(INTERVAL);
    return arrived(before + 1);
  }

  Rig arrived(int count) {
    Await.until("batch " + count, () -> batches.size() >= count);
    return this;
  }

  ExportMetricsServiceRequest last() {
    return (ExportMetricsServiceRequest) batches.getLast().message();
  }

  /** The points of the last batch, by metric and attributes: {@code fake.jobs{a}}. */
  Map<String, NumberDataPoint> points() {
    return points(last());
  }

  static Map<String, NumberDataPoint> points(ExportMetricsServiceRequest request) {
    Map<String, NumberDataPoint> points = new HashMap<>();
    for (var metric : request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList()) {
      List<NumberDataPoint> data =
          metric.hasSum()
              ? metric.getSum().getDataPointsList()
              : metric.getGauge().getDataPointsList();
      for (NumberDataPoint point : data) {
        String attributes =
            String.join(
                ",",
                point.getAttributesList().stream()
                    .map(a -> a.getValue().getStringValue())
                    .toList());
        points.put(metric.getName() + (attributes.isEmpty() ? "" : "{" + attributes + "}"), point);
      }
    }
    return points;
  }

  /** The number of that point in the last batch. */
  double value(String point) {
    NumberDataPoint found = points().get(point);
    if (found == null) {
      throw new AssertionError("no " + point + " among " + points().keySet());
    }
    return found.hasAsInt() ? (double) found.getAsInt() : found.getAsDouble();
  }

  @Override
  public void close() {
    loop.close();
  }
}
