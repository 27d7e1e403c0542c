package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Batch;
import java.io.IOException;
import java.util.ArrayDeque;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Makes request bodies of batches, with a Content-Length always: some gateways refuse chunked
 * bodies. Compressors are kept for the next body, up to a bound. Thread-safe.
 */
final class BodyEncoder implements AutoCloseable {

  private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

  /** Each holds about 270 KiB (deflate) to 700 KiB (zstd) of native memory. */
  private static final int COMPRESSORS_KEPT = 16;

  /** A guess that is rarely too small: OTLP shrinks to about an eighth. */
  private static final int USUAL_RATIO = 5;

  private final Compression compression;
  private final int level;
  private final ArrayDeque<Compressor> idle = new ArrayDeque<>();
  private boolean closed;

  BodyEncoder(Compression compression, int level) {
    this.compression = compression;
    this.level = level;
  }

  RequestBody encode(Batch batch) throws IOException {
    if (compression == Compression.NONE) {
      return new SegmentsBody(batch);
    }
    GrowingBytes out = new GrowingBytes(Math.toIntExact(1024 + batch.size() / USUAL_RATIO));
    Compressor compressor = take();
    boolean sound = false;
    try {
      compressor.compress(batch.segments(), out);
      sound = true;
    } finally {
      giveBack(compressor, sound);
    }
    return RequestBody.create(out.array(), PROTOBUF, 0, out.size());
  }

  private Compressor take() {
    @Nullable Compressor kept;
    synchronized (idle) {
      kept = idle.pollLast();
    }
    return kept != null ? kept : Compressor.of(compression, level);
  }

  private void giveBack(Compressor compressor, boolean sound) {
    synchronized (idle) {
      if (sound && !closed && idle.size() < COMPRESSORS_KEPT) {
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

  /** The batch as it is, segment by segment. */
  private static final class SegmentsBody extends RequestBody {

    private final Batch batch;

    SegmentsBody(Batch batch) {
      this.batch = batch;
    }

    @Override
    public MediaType contentType() {
      return PROTOBUF;
    }

    @Override
    public long contentLength() {
      return batch.size();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      for (byte[] segment : batch.segments()) {
        sink.write(segment);
      }
    }
  }
}
