package dev.otelgw.exporters.debug;

/** How much is printed: the key {@code verbosity}. */
public enum Verbosity {
  /** One line per request. */
  BASIC,
  /** One line per span, data point or log record, below lines for resource and scope. */
  NORMAL,
  /** Every field. */
  DETAILED
}
