package dev.otelgw.services.devstack.sink;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Map;

/**
 * A log record, and where it came from.
 *
 * @param service the {@code service.name} of its resource, empty without one
 * @param resource attributes of the resource
 * @param scope the logger
 * @param attributes its own
 */
public record ReceivedLog(
    String service,
    Map<String, String> resource,
    String scope,
    LogRecord log,
    Map<String, String> attributes) {

  ReceivedLog(Map<String, String> resource, String scope, LogRecord log) {
    this(
        resource.getOrDefault("service.name", ""),
        resource,
        scope,
        log,
        Attributes.of(log.getAttributesList()));
  }

  public String body() {
    return Attributes.text(log.getBody());
  }

  /** As the service calls it: {@code INFO}. */
  public String severity() {
    return log.getSeverityText();
  }

  /** Empty where it belongs to no trace. */
  public String traceId() {
    return Ids.hex(log.getTraceId());
  }

  /** Empty where it belongs to no span. */
  public String spanId() {
    return Ids.hex(log.getSpanId());
  }

  /** When it happened, in nanoseconds since 1970. */
  public long time() {
    return log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(service, severity(), body());
  }
}
