package dev.otelgw.pipeline.config;

/**
 * A configuration record with rules beyond types and bounds. All problems of a configuration are
 * reported together, so a record never throws for a wrong value: it says so here.
 */
public interface Checked {

  /** Adds what is wrong. Opens nothing: no socket, no file that need not be read. */
  void check(Problems problems);
}
