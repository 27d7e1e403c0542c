package dev.otelgw.pipeline.processors.attributes;

import static dev.otelgw.pipeline.testing.Telemetry.logs;
import static dev.otelgw.pipeline.testing.Telemetry.metrics;
import static dev.otelgw.pipeline.testing.Telemetry.pairs;
import static dev.otelgw.pipeline.testing.Telemetry.span;
import static dev.otelgw.pipeline.testing.Telemetry.spans;
import static dev.otelgw.pipeline.testing.Telemetry.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which items the actions reach: those that get the attribute {@code reached}. */
class MatchingTest {

  private static final Origin CHECKOUT =
      new Origin(
          Map.of("service.name", "checkout", "host.type", "n1-standard-1"), "mongo-driver", "3.8");
  private static final Origin CART = new Origin(Map.of("service.name", "cart"), "mongo-driver", "");
  private static final Origin NAMELESS = new Origin(Map.of(), "http", "1.0");

  @Test
  void everyItemWithoutBlocks() {
    assertThat(reached(null, null, traces())).containsExactly("login", "pay", "load", "idle");
  }

  @Test
  void servicesStrictAndByPattern() {
    assertThat(reached(Matching.strict().services("checkout", "x"), null, traces()))
        .containsExactly("login", "pay");
    assertThat(reached(Matching.regexp().services("^c", "nothing"), null, traces()))
        .containsExactly("login", "pay", "load");
    assertThat(reached(null, Matching.regexp().services("check"), traces()))
        .containsExactly("load", "idle");
    assertThat(reached(Matching.strict().services("<nil-service-name>"), null, traces()))
        .containsExactly("idle");
  }

  @Test
  void spanNamesAndKinds() {
    assertThat(reached(Matching.strict().spanNames("pay", "load"), null, traces()))
        .containsExactly("pay", "load");
    assertThat(reached(Matching.regexp().spanNames("o"), null, traces()))
        .containsExactly("login", "load");
    assertThat(reached(Matching.strict().spanKinds("SPAN_KIND_SERVER"), null, traces()))
        .containsExactly("login");
    assertThat(reached(Matching.regexp().spanKinds("CLIENT|UNSPECIFIED"), null, traces()))
        .containsExactly("pay", "load", "idle");
  }

  @Test
  void attributesWithTheirTypes() {
    assertThat(reached(Matching.strict().attribute("n", 1L), null, traces()))
        .containsExactly("login");
    assertThat(reached(Matching.strict().attribute("n", "1"), null, traces()))
        .containsExactly("pay");
    assertThat(reached(Matching.strict().attribute("n", null), null, traces()))
        .containsExactly("login", "pay", "load");
    assertThat(reached(Matching.strict().attribute("n", List.of(1L, "a")), null, traces()))
        .containsExactly("load");
    assertThat(reached(Matching.regexp().attribute("n", "^1"), null, traces()))
        .containsExactly("login", "pay");
    assertThat(reached(Matching.strict().attribute("n", null).attribute("m", null), null, traces()))
        .containsExactly("pay");
  }

  @Test
  void resourcesAndLibraries() {
    assertThat(reached(Matching.strict().resource("host.type", "n1-standard-1"), null, traces()))
        .containsExactly("login", "pay");
    assertThat(reached(Matching.strict().library("mongo-driver", null), null, traces()))
        .containsExactly("login", "pay", "load");
    assertThat(reached(Matching.strict().library("mongo-driver", ""), null, traces()))
        .containsExactly("load");
    assertThat(
            reached(
                Matching.strict().library("mongo-driver", "3.8").library("http", null),
                null,
                traces()))
        .containsExactly("login", "pay", "idle");
  }

  @Test
  void everyPropertyOfABlockMustMatchAndExcludeWins() {
    assertThat(
            reached(
                Matching.regexp().services("c").spanNames("^lo"),
                Matching.strict().attribute("n", 1L).services("checkout"),
                traces()))
        .containsExactly("load");
  }

  @Test
  void logsByBodyAndSeverity() {
    Batch logs =
        logs(
            CHECKOUT,
            log("AUTH ok", SeverityNumber.SEVERITY_NUMBER_INFO, "info"),
            log("denied", SeverityNumber.SEVERITY_NUMBER_ERROR, "error"),
            log("AUTH?", SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED, "debug1"),
            LogRecord.newBuilder().setBody(value(Map.of("k", 5))).setSeverityText("map").build());
    assertThat(reached(Matching.regexp().logBodies("^AUTH"), null, logs))
        .containsExactly("info", "debug1");
    assertThat(reached(Matching.strict().logBodies("denied", "{\"k\":5}"), null, logs))
        .containsExactly("error", "map");
    assertThat(reached(Matching.regexp().severityTexts("debug.*"), null, logs))
        .containsExactly("debug1");
    assertThat(reached(Matching.strict().severity(9, false), null, logs))
        .containsExactly("info", "error");
    assertThat(reached(Matching.strict().severity(10, true), null, logs))
        .containsExactly("error", "debug1", "map");
  }

  @Test
  void metricsByNameAndPointsByAttribute() {
    Batch metrics =
        metrics(CHECKOUT, metric("cpu.time", "user", "idle"), metric("memory.used", "free"));
    assertThat(reached(Matching.regexp().metricNames("^cpu"), null, metrics))
        .containsExactly("user", "idle");
    assertThat(reached(null, Matching.strict().metricNames("cpu.time"), metrics))
        .containsExactly("free");
    assertThat(reached(Matching.strict().attribute("state", "idle"), null, metrics))
        .containsExactly("idle");
    assertThat(reached(Matching.strict().services("cart"), null, metrics)).isEmpty();
  }

  @Test
  void blocksThatSayNothingAboutMetricsLeaveThemIn() {
    Batch metrics = metrics(CHECKOUT, metric("cpu.time", "user"));
    assertThat(reached(Matching.strict().spanNames("x"), null, metrics)).containsExactly("user");
    assertThat(reached(null, Matching.strict().spanNames("x"), metrics)).containsExactly("user");
  }

  private static Batch traces() {
    return Batch.join(
        List.of(
            spans(
                CHECKOUT,
                kind(span("login", Map.of("n", 1)), Span.SpanKind.SPAN_KIND_SERVER),
                kind(span("pay", Map.of("n", "1", "m", true)), Span.SpanKind.SPAN_KIND_CLIENT)),
            spans(CART, span("load", Map.of("n", List.of(1, "a")))),
            spans(NAMELESS, span("idle", Map.of()))));
  }

  private static Span kind(Span span, Span.SpanKind kind) {
    return span.toBuilder().setKind(kind).build();
  }

  private static LogRecord log(String body, SeverityNumber number, String text) {
    return LogRecord.newBuilder()
        .setBody(value(body))
        .setSeverityNumber(number)
        .setSeverityText(text)
        .build();
  }

  private static Metric metric(String name, String... states) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (String state : states) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder().addAllAttributes(pairs(Map.of("state", state))));
    }
    return Metric.newBuilder().setName(name).setGauge(gauge).build();
  }

  /** Span names, severity texts or the points' states, of the items that were reached. */
  private static List<String> reached(
      @Nullable Matching include, @Nullable Matching exclude, Batch batch) {
    Batch after = Matching.process(batch, include, exclude);
    List<String> names = new ArrayList<>();
    collect(after.message(), names);
    return names;
  }

  private static void collect(Message message, List<String> names) {
    switch (message) {
      case Span span when marked(span.getAttributesList()) -> names.add(span.getName());
      case LogRecord log when marked(log.getAttributesList()) -> names.add(log.getSeverityText());
      case NumberDataPoint point when marked(point.getAttributesList()) ->
          names.add(point.getAttributes(0).getValue().getStringValue());
      default ->
          message
              .getAllFields()
              .values()
              .forEach(field -> {
                List<?> children = field instanceof List<?> list ? list : List.of(field);
                children.forEach(child -> {
                  if (child instanceof Message each) {
                    collect(each, names);
                  }
                });
              });
    }
  }

  private static boolean marked(List<io.opentelemetry.proto.common.v1.KeyValue> attributes) {
    return attributes.stream().anyMatch(attribute -> attribute.getKey().equals("reached"));
  }
}
