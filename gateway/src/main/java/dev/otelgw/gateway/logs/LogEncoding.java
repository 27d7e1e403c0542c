package dev.otelgw.gateway.logs;

/** The form of a log line. The Collector's {@code service.telemetry.logs.encoding}. */
public enum LogEncoding {
  /** For people. */
  CONSOLE,
  /** One JSON object a line, for machines. */
  JSON
}
