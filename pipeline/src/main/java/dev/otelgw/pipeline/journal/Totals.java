package dev.otelgw.pipeline.journal;

/**
 * So much of something that lies in a journal.
 *
 * @param entries batches
 * @param items spans, data points or log records
 * @param bytes of OTLP, without what frames it
 */
public record Totals(long entries, long items, long bytes) {

  /** Nothing. */
  public static final Totals NONE = new Totals(0, 0, 0);

  /** Both together. */
  public Totals plus(Totals more) {
    return new Totals(entries + more.entries, items + more.items, bytes + more.bytes);
  }

  /** Without those. */
  public Totals minus(Totals less) {
    return new Totals(entries - less.entries, items - less.items, bytes - less.bytes);
  }
}
