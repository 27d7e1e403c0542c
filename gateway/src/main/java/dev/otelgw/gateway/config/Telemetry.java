package dev.otelgw.gateway.config;

import java.util.Optional;

/**
 * How the gateway speaks about itself: {@code service.telemetry}.
 *
 * @param logLevel the least severe line that is written
 * @param logEncoding the form of a line
 * @param metricsLevel how much is measured
 * @param prometheus where Prometheus scrapes; empty where nothing is served
 */
public record Telemetry(
    LogLevel logLevel,
    LogEncoding logEncoding,
    MetricsLevel metricsLevel,
    Optional<Endpoint> prometheus) {

  /** Severity of a log line. */
  public enum LogLevel {
    /** All. */
    DEBUG,
    /** Starts, stops, changes of state. */
    INFO,
    /** What needs a look. */
    WARN,
    /** What needs it now. */
    ERROR
  }

  /** Form of a log line. */
  public enum LogEncoding {
    /** For people. */
    CONSOLE,
    /** For machines: one object a line. */
    JSON
  }

  /** How much is measured. */
  public enum MetricsLevel {
    /** Nothing is served. */
    NONE,
    /** What a dashboard needs most. */
    BASIC,
    /** The default. */
    NORMAL,
    /** All there is. */
    DETAILED
  }

  /**
   * An address to listen on.
   *
   * @param host a name or an address; {@code 0.0.0.0} for all interfaces
   * @param port 0 for any free one
   */
  public record Endpoint(String host, int port) {}
}
