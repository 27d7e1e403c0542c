package dev.otelgw.scrapers.rabbitmq;

/** Which of a server's two doors is used. */
public enum Mode {
  /** The plugin where it answers, else the management API; for queues of 3.x both. */
  AUTO,
  /** The plugin rabbitmq_prometheus alone. */
  PROMETHEUS,
  /** The management API alone. */
  MANAGEMENT
}
