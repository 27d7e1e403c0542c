package dev.otelgw.exporters.http;

/** What OTLP messages are written as: the key {@code encoding}. */
public enum Encoding {
  /** Protobuf. */
  PROTO,
  /** OTLP/JSON: for backends that take nothing else; twice the bytes and more of the work. */
  JSON
}
