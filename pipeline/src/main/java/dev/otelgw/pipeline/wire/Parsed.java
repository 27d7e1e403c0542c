package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.Batch;

/** What came of reading an export request. */
public sealed interface Parsed {

  /**
   * The request is well formed, down to the last attribute.
   *
   * @param batch the request; it may hold zero items
   */
  record Valid(Batch batch) implements Parsed {}

  /**
   * The request cannot be read.
   *
   * @param message what is wrong and where, in one line
   */
  record Malformed(String message) implements Parsed {}
}
