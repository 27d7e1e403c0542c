package dev.otelgw.gateway.config;

import dev.otelgw.gateway.logs.LogsConfig;
import dev.otelgw.gateway.telemetry.PrometheusReader;
import java.util.List;
import java.util.Map;

/**
 * How the gateway speaks about itself: {@code service.telemetry}.
 *
 * @param logs how it logs
 * @param metricsLevel how much is measured
 * @param readers where Prometheus scrapes; empty where nothing is served
 * @param resource what it calls itself: {@code service.name}, {@code service.version}, {@code
 *     service.instance.id}, those of them that were given
 */
public record Telemetry(
    LogsConfig logs,
    MetricsLevel metricsLevel,
    List<PrometheusReader> readers,
    Map<String, String> resource) {

  /** Copies the collections. */
  public Telemetry {
    readers = List.copyOf(readers);
    resource = Map.copyOf(resource);
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
}
