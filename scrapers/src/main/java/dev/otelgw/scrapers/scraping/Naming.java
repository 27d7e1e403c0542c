package dev.otelgw.scrapers.scraping;

/** In whose words metrics are written. */
public enum Naming {
  /** The Collector's receivers' names and the OpenTelemetry registry's attributes. */
  OTEL,
  /** Names and labels of the server's well-known Prometheus exporter, for existing dashboards. */
  PROMETHEUS
}
