package dev.otelgw.services.devstack.sink;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A span, and where it came from.
 *
 * @param service the {@code service.name} of its resource, empty without one
 * @param resource attributes of the resource
 * @param scope name of the instrumentation
 * @param attributes its own
 */
public record ReceivedSpan(
    String service,
    Map<String, String> resource,
    String scope,
    Span span,
    Map<String, String> attributes) {

  ReceivedSpan(Map<String, String> resource, String scope, Span span) {
    this(
        resource.getOrDefault("service.name", ""),
        resource,
        scope,
        span,
        Attributes.of(span.getAttributesList()));
  }

  /** A span that this one points to. */
  public record Link(String traceId, String spanId) {}

  public String name() {
    return span.getName();
  }

  /** {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER} or {@code INTERNAL}. */
  public String kind() {
    return span.getKind().name().replace("SPAN_KIND_", "");
  }

  public String traceId() {
    return Ids.hex(span.getTraceId());
  }

  public String spanId() {
    return Ids.hex(span.getSpanId());
  }

  /** Empty for a root. */
  public String parentId() {
    return Ids.hex(span.getParentSpanId());
  }

  public boolean isRoot() {
    return span.getParentSpanId().isEmpty();
  }

  public boolean isError() {
    return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
  }

  /** An attribute, or the empty text. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  public List<Link> links() {
    return span.getLinksList().stream()
        .map(link -> new Link(Ids.hex(link.getTraceId()), Ids.hex(link.getSpanId())))
        .toList();
  }

  public boolean linksTo(ReceivedSpan other) {
    return links().contains(new Link(other.traceId(), other.spanId()));
  }

  public Duration duration() {
    return Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
  }

  /** Nanoseconds since 1970. */
  public long start() {
    return span.getStartTimeUnixNano();
  }

  @Override
  public String toString() {
    return "%s: %s %s %s".formatted(service, name(), kind(), attributes);
  }
}
