package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.journal.Totals;

/** What a size in a configuration counts. */
public enum Sizer {
  /** Batches as they came from the receiver. */
  REQUESTS,
  /** Spans, data points, log records. */
  ITEMS,
  /** Bytes of uncompressed protobuf. */
  BYTES;

  /** The size of a batch by this measure. */
  public long sizeOf(Batch batch) {
    return switch (this) {
      case REQUESTS -> 1;
      case ITEMS -> batch.items();
      case BYTES -> batch.size();
    };
  }

  /** The size of what lies in a journal by this measure. */
  public long sizeOf(Totals totals) {
    return switch (this) {
      case REQUESTS -> totals.entries();
      case ITEMS -> totals.items();
      case BYTES -> totals.bytes();
    };
  }
}
