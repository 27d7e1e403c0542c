package dev.otelgw.gateway.logs;

import dev.otelgw.pipeline.config.Setting;

/** How the gateway logs: {@code service.telemetry.logs}. */
public record LogsConfig(
    @Setting("Say this and all that is worse: debug, info, warn, error.") LogLevel level,
    @Setting("Form of a line: console (for people) or json.") LogEncoding encoding) {

  /** What there is without a configuration. */
  public LogsConfig() {
    this(LogLevel.INFO, LogEncoding.CONSOLE);
  }
}
