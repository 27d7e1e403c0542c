package dev.otelgw.exporters.prometheus;

/** What Prometheus knows a metric as. */
enum Kind {
  COUNTER("counter", "counter", 0),
  GAUGE("gauge", "gauge", 1),
  SUMMARY("summary", "summary", 2),
  UNKNOWN("untyped", "unknown", 3),
  /** With explicit buckets, or exponential ones: a native histogram. */
  HISTOGRAM("histogram", "histogram", 4),
  /** A gauge that is always 1 and carries labels: only OpenMetrics has a type for it. */
  INFO("gauge", "info", 1);

  /** As the text format 0.0.4 calls it. */
  final String plain;

  /** As OpenMetrics calls it. */
  final String open;

  /** The number in io.prometheus.client.MetricType. */
  final int number;

  Kind(String plain, String open, int number) {
    this.plain = plain;
    this.open = open;
    this.number = number;
  }
}
