package dev.otelgw.pipeline;

import java.util.Locale;

/** The kinds of telemetry that OTLP carries. */
public enum Signal {
  /** Spans. */
  TRACES("spans"),
  /** Metric data points. */
  METRICS("metric_points"),
  /** Log records. */
  LOGS("log_records");

  private final String items;

  Signal(String items) {
    this.items = items;
  }

  /** The word of the Collector's own metrics for what is counted: {@code spans}, for example. */
  public String items() {
    return items;
  }

  /** As configuration and OTLP paths write it: {@code traces}, {@code metrics}, {@code logs}. */
  public String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For messages to people: {@code 1 span}, {@code 5 metric points}. */
  public String count(long n) {
    String words = items.replace('_', ' ');
    return n + " " + (n == 1 ? words.substring(0, words.length() - 1) : words);
  }
}
