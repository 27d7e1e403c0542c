package dev.otelgw.exporters.otlphttp;

/** What OTLP messages are written as: the key {@code encoding}. */
public enum Encoding {
  /** Protobuf. */
  PROTO
}
