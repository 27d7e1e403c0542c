package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.Level;

/**
 * What is said: this and all that is worse. The Collector's {@code service.telemetry.logs.level}.
 */
public enum LogLevel {
  /** What happens, step by step. */
  DEBUG,
  /** Start, stop, change of state. */
  INFO,
  /** What somebody should look at. */
  WARN,
  /** What does not work. */
  ERROR;

  Level level() {
    return switch (this) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }
}
