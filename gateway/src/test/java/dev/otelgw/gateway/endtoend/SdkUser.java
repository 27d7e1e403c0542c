package dev.otelgw.gateway.endtoend;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program instrumented with the OpenTelemetry SDK; it sends everything to two places. */
final class SdkUser implements AutoCloseable {

  private final SdkTracerProvider traces;
  private final SdkMeterProvider metrics;
  private final SdkLoggerProvider logs;

  SdkUser(String protocol, String compression, String gateway, String direct) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(AttributeKey.stringKey("service.name"), "Größe/サービス")));
    SdkExporters first = SdkExporters.to(gateway, protocol, compression);
    SdkExporters second = SdkExporters.to(direct, "http/protobuf", "none");
    traces =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(SpanExporter.composite(first.spans(), second.spans()))
                    .build())
            .build();
    logs =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(
                        LogRecordExporter.composite(first.records(), second.records()))
                    .build())
            .build();
    metrics =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerView(
                InstrumentSelector.builder().setName("exponential").build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .registerMetricReader(
                PeriodicMetricReader.builder(new ToBoth(first.points(), second.points()))
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build();
  }

  /** Uses every kind of signal, instrument and attribute. */
  void work() {
    Tracer tracer = traces.tracerBuilder("shop").setInstrumentationVersion("1.2.3").build();
    Meter meter = metrics.meterBuilder("shop").setSchemaUrl("https://example.com/1").build();
    var exponential = meter.histogramBuilder("exponential").setUnit("ms").build();
    var explicit = meter.histogramBuilder("explicit").ofLongs().build();
    var counter = meter.counterBuilder("orders").setDescription("how many").build();
    var upDown = meter.upDownCounterBuilder("open").ofDoubles().build();
    meter.gaugeBuilder("level").buildWithCallback(gauge -> gauge.record(Double.NaN));
    for (int i = 0; i < 20; i++) {
      Span parent = tracer.spanBuilder("parent " + i).setSpanKind(SpanKind.SERVER).startSpan();
      try (Scope _ = parent.makeCurrent()) {
        Span child =
            tracer
                .spanBuilder("child")
                .setAllAttributes(attributes(i))
                .addLink(parent.getSpanContext(), attributes(i))
                .startSpan();
        child.addEvent("event", attributes(i));
        child.setStatus(StatusCode.ERROR, "went wrong 🙂");
        child.recordException(new IllegalStateException("on purpose"));
        child.end();
        exponential.record(Math.pow(3, i - 10), attributes(i % 3));
        explicit.record(i * 100L, attributes(i % 3));
        counter.add(i, attributes(i % 3));
        upDown.add(-i / 3.0);
        logs.loggerBuilder("shop")
            .build()
            .logRecordBuilder()
            .setContext(Context.current())
            .setSeverity(Severity.WARN2)
            .setSeverityText("WARN")
            .setBody("line " + i + "\n\u0000\t\"quoted\"")
            .setAllAttributes(attributes(i))
            .emit();
      }
      parent.end();
    }
  }

  private static Attributes attributes(int i) {
    return Attributes.builder()
        .put("string", "text " + i)
        .put("empty", "")
        .put("long", Long.MIN_VALUE + i)
        .put("double", -0.0)
        .put("boolean", i % 2 == 0)
        .put("strings", "a", "", "ü")
        .put("longs", 1L, -1L)
        .put("doubles", Double.POSITIVE_INFINITY, 1.5)
        .put("booleans", true, false)
        .build();
  }

  @Override
  public void close() {
    // Exports run in the background; a shutdown before their end would cut them off.
    await(traces.forceFlush(), logs.forceFlush(), metrics.forceFlush());
    await(traces.shutdown(), logs.shutdown(), metrics.shutdown());
  }

  private static void await(CompletableResultCode... ends) {
    for (CompletableResultCode end : ends) {
      if (!end.join(30, TimeUnit.SECONDS).isSuccess()) {
        throw new AssertionError("the SDK could not deliver");
      }
    }
  }

  /** The same collected points to two exporters, so that their times are the same. */
  private record ToBoth(MetricExporter first, MetricExporter second) implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> points) {
      return CompletableResultCode.ofAll(List.of(first.export(points), second.export(points)));
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofAll(List.of(first.flush(), second.flush()));
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofAll(List.of(first.shutdown(), second.shutdown()));
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
