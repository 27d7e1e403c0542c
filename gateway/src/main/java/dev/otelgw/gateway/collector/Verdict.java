package dev.otelgw.gateway.collector;

/** What becomes of one of the Collector's keys. */
public enum Verdict {
  /** It means what it means there. */
  SAME,
  /** It is taken, and means something else. */
  DIFFERS,
  /** It is taken, and has no effect. */
  IDLE,
  /** It is an error. */
  REFUSED,
  /** The Collector does not have it. */
  OURS
}
