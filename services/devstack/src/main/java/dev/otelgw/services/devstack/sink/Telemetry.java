package dev.otelgw.services.devstack.sink;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What has come in, and questions to it. Those that wait do so for thirty seconds unless told
 * otherwise, and fail with what is there instead. Safe for use by many threads.
 */
public final class Telemetry {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Kept<ReceivedSpan> spans;
  private final Kept<ReceivedPoint> points;
  private final Kept<ReceivedLog> logs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /**
   * @param most of spans, points and log records that are kept of each; older ones go
   */
  Telemetry(int most) {
    this.spans = new Kept<>(most, ReceivedSpan::service);
    this.points = new Kept<>(most, Telemetry::source);
    this.logs = new Kept<>(most, ReceivedLog::service);
  }

  void add(ExportTraceServiceRequest request) {
    List<ReceivedSpan> all = new ArrayList<>();
    request
        .getResourceSpansList()
        .forEach(part -> {
          Map<String, String> resource = Attributes.of(part.getResource().getAttributesList());
          part.getScopeSpansList()
              .forEach(scope ->
                  scope
                      .getSpansList()
                      .forEach(span ->
                          all.add(new ReceivedSpan(resource, scope.getScope().getName(), span))));
        });
    spans.addAll(all);
    told();
  }

  void add(ExportMetricsServiceRequest request) {
    List<ReceivedPoint> all = new ArrayList<>();
    request
        .getResourceMetricsList()
        .forEach(part -> {
          Map<String, String> resource = Attributes.of(part.getResource().getAttributesList());
          part.getScopeMetricsList().stream()
              .flatMap(scope -> scope.getMetricsList().stream())
              .flatMap(metric -> ReceivedPoint.of(resource, metric))
              .forEach(all::add);
        });
    points.addAll(all);
    told();
  }

  void add(ExportLogsServiceRequest request) {
    List<ReceivedLog> all = new ArrayList<>();
    request
        .getResourceLogsList()
        .forEach(part -> {
          Map<String, String> resource = Attributes.of(part.getResource().getAttributesList());
          part.getScopeLogsList()
              .forEach(scope ->
                  scope
                      .getLogRecordsList()
                      .forEach(log ->
                          all.add(new ReceivedLog(resource, scope.getScope().getName(), log))));
        });
    logs.addAll(all);
    told();
  }

  private void told() {
    lock.lock();
    try {
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest first. */
  public List<ReceivedSpan> spans() {
    return spans.all();
  }

  public List<ReceivedSpan> spans(Predicate<ReceivedSpan> wanted) {
    return spans().stream().filter(wanted).toList();
  }

  public List<ReceivedPoint> points() {
    return points.all();
  }

  /** Of one metric. */
  public List<ReceivedPoint> points(String metric) {
    return points().stream().filter(point -> point.name().equals(metric)).toList();
  }

  public List<ReceivedLog> logs() {
    return logs.all();
  }

  public List<ReceivedLog> logs(Predicate<ReceivedLog> wanted) {
    return logs().stream().filter(wanted).toList();
  }

  /** What is known of a trace by now. */
  public Trace trace(String id) {
    return Trace.of(id, spans(), logs());
  }

  /** How many spans, points and log records ever came. */
  public Counts counts() {
    return new Counts(spans.received(), points.received(), logs.received());
  }

  /** How many there were of each, by the name of the service, or of the server where it is one. */
  public record Counts(Map<String, Long> spans, Map<String, Long> points, Map<String, Long> logs) {}

  /** What is scraped bears the name of its kind of server. */
  private static String source(ReceivedPoint point) {
    return point.service().isEmpty() ? point.name().split("[._]", 2)[0] : point.service();
  }

  /** Forgets what is kept: a test that looks at everything begins with it. */
  public void clear() {
    spans.clear();
    points.clear();
    logs.clear();
  }

  /** Waits for a span. */
  public ReceivedSpan awaitSpan(String what, Predicate<ReceivedSpan> wanted) {
    return await(
        what,
        PATIENCE,
        () -> spans().stream().filter(wanted).findFirst(),
        () -> Lately.spans(spans()));
  }

  /** Waits until a trace is as wanted; the failure shows its tree. */
  public Trace awaitTrace(String id, String what, Predicate<Trace> wanted) {
    return awaitTrace(id, what, PATIENCE, wanted);
  }

  /** The same for so long. */
  public Trace awaitTrace(String id, String what, Duration limit, Predicate<Trace> wanted) {
    return await(
        what, limit, () -> Optional.of(trace(id)).filter(wanted), () -> TraceTree.print(trace(id)));
  }

  /** Waits for a point of a metric. */
  public ReceivedPoint awaitPoint(String metric, Predicate<ReceivedPoint> wanted) {
    return await(
        "point of " + metric,
        PATIENCE,
        () -> points(metric).stream().filter(wanted).findFirst(),
        () -> Lately.points(metric, points()));
  }

  /** Waits for a log record. */
  public ReceivedLog awaitLog(String what, Predicate<ReceivedLog> wanted) {
    return await(
        what,
        PATIENCE,
        () -> logs().stream().filter(wanted).findFirst(),
        () -> Lately.logs(logs()));
  }

  /**
   * Waits for anything; asked again whenever something has come in.
   *
   * @throws AssertionError with what there is instead
   */
  public <T> T await(
      String what, Duration limit, Supplier<Optional<T>> question, Supplier<String> instead) {
    long end = System.nanoTime() + limit.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<T> answer = question.get();
        if (answer.isPresent()) {
          return answer.get();
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "no %s within %d s; there is\n%s".formatted(what, limit.toSeconds(), instead.get()));
        }
        // Looked at now and then too, for conditions that other things change.
        more.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }
}
