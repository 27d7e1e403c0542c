package dev.otelgw.bench.message;

/** The three signals, and where OTLP sends each of them. */
public enum Signal {
  TRACES("traces", "opentelemetry.proto.collector.trace.v1.TraceService"),
  METRICS("metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService"),
  LOGS("logs", "opentelemetry.proto.collector.logs.v1.LogsService");

  private final String word;
  private final String service;

  Signal(String word, String service) {
    this.word = word;
    this.service = service;
  }

  /** The full name of the gRPC service whose method is {@code Export}. */
  public String service() {
    return service;
  }

  /** The path of OTLP/HTTP, with its leading slash. */
  public String path() {
    return "/v1/" + word;
  }
}
