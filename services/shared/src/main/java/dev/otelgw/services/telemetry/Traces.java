package dev.otelgw.services.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Spans and metrics of our own, where the agent cannot know what something means. Thread-safe. */
public final class Traces {

  private static final String SCOPE = "dev.otelgw.services";

  private Traces() {}

  /** A span within where we are. */
  public static SpanBuilder span(String name) {
    return GlobalOpenTelemetry.getTracer(SCOPE).spanBuilder(name);
  }

  /** A span that begins a trace, linked to the place that caused it where that is known. */
  public static SpanBuilder root(String name, @Nullable TraceContext cause) {
    SpanBuilder builder = span(name).setNoParent();
    if (cause != null && cause.span().isValid()) {
      builder.addLink(cause.span());
    }
    return builder;
  }

  /** Where metrics of our own come from. */
  public static Meter meter() {
    return GlobalOpenTelemetry.getMeter(SCOPE);
  }

  /** Says of a span that what it stands for has failed, and why. */
  public static void failed(Span span, Throwable cause) {
    span.recordException(cause);
    span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
  }

  /**
   * A context in which no span is recorded, the agent's included: for polls that find nothing to
   * do, of which nobody wants a trace. Its means is a parent that is not sampled, which every
   * parent-based sampler (the default) respects.
   */
  public static Context quiet() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    SpanContext nobody =
        SpanContext.create(
            "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1),
            "%016x".formatted(random.nextLong() | 1),
            TraceFlags.getDefault(),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(nobody));
  }
}
