package dev.otelgw.pipeline.journal;

/**
 * How journals are written.
 *
 * @param fsync whether a batch is acknowledged only when the disk itself has it: it then survives
 *     the loss of power and not only the end of the process
 * @param segmentBytes when a new file is begun
 */
public record JournalSettings(boolean fsync, long segmentBytes) {

  /** Files of 16 MiB: small enough to go soon, large enough to be few. */
  public JournalSettings(boolean fsync) {
    this(fsync, 16L * 1024 * 1024);
  }
}
