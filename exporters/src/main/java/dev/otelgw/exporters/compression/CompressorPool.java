package dev.otelgw.exporters.compression;

import dev.otelgw.pipeline.Batch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compresses bodies, and keeps compressors for the next body, up to a bound. Thread-safe. */
public final class CompressorPool implements AutoCloseable {

  /** Each holds about 270 KiB (deflate) to 700 KiB (zstd) of native memory. */
  private static final int KEPT = 16;

  /** A guess that is rarely too small: OTLP shrinks to about an eighth. */
  private static final int USUAL_RATIO = 5;

  private final Format format;
  private final int level;
  private final ArrayDeque<Compressor> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Makes nothing yet.
   *
   * @param level 1 is the fastest; formats without levels pass over it
   */
  public CompressorPool(Format format, int level) {
    this.format = format;
    this.level = level;
  }

  /** The batch's bytes as one compressed body. */
  public GrowingBytes compress(Batch batch) throws IOException {
    return compress(batch.segments(), batch.size());
  }

  /**
   * The segments, laid end to end, as one compressed body.
   *
   * @param size of all segments, in bytes
   */
  public GrowingBytes compress(List<byte[]> segments, long size) throws IOException {
    GrowingBytes out = new GrowingBytes(Math.toIntExact(1024 + size / USUAL_RATIO));
    Compressor compressor = take();
    boolean sound = false;
    try {
      compressor.compress(segments, out);
      sound = true;
    } finally {
      giveBack(compressor, sound);
    }
    return out;
  }

  private Compressor take() {
    @Nullable Compressor kept;
    synchronized (idle) {
      kept = idle.pollLast();
    }
    return kept != null ? kept : Compressor.of(format, level);
  }

  private void giveBack(Compressor compressor, boolean sound) {
    synchronized (idle) {
      if (sound && !closed && idle.size() < KEPT) {
        idle.addLast(compressor);
        return;
      }
    }
    compressor.close();
  }

  /** Frees the compressors; those in use are freed when they come back. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(Compressor::close);
      idle.clear();
    }
  }
}
