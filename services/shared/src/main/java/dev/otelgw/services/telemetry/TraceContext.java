package dev.otelgw.services.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, in the form in which it can lie in a table until somebody takes it up again:
 * the headers of W3C Trace Context.
 *
 * @param traceparent the header of that name
 * @param tracestate the header of that name; null without one
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

  @SuppressWarnings("deprecation") // Its keys() must be there, though nobody calls it.
  private static final TextMapGetter<Map<String, String>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  /** Where we are; null outside of any trace, as everywhere without the agent. */
  public static @Nullable TraceContext current() {
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), headers, (_, key, value) -> headers.put(key, value));
    String traceparent = headers.get("traceparent");
    return traceparent == null ? null : new TraceContext(traceparent, headers.get("tracestate"));
  }

  /** That of a row; null where the row has none. */
  public static @Nullable TraceContext of(
      @Nullable String traceparent, @Nullable String tracestate) {
    return traceparent == null ? null : new TraceContext(traceparent, tracestate);
  }

  /** The span meant, for a link; invalid where the text is none. */
  public SpanContext span() {
    return Span.fromContext(context()).getSpanContext();
  }

  /** A context in which new spans are children of the one meant. */
  public Context context() {
    Map<String, String> headers = new HashMap<>();
    headers.put("traceparent", traceparent);
    if (tracestate != null) {
      headers.put("tracestate", tracestate);
    }
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
  }
}
