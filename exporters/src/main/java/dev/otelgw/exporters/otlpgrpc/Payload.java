package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.compression.GrowingBytes;
import dev.otelgw.pipeline.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The bytes of one request message: as they lie in the batch, or compressed. Immutable; may be
 * written more than once, since gRPC sends a request again that the backend did not look at.
 */
sealed interface Payload {

  /** Size in bytes. */
  int size();

  /** Writes all of it. */
  void writeTo(OutputStream out) throws IOException;

  /** The batch's own arrays, one after the other. */
  record Segments(List<byte[]> segments, int size) implements Payload {
    static Segments of(Batch batch) {
      return new Segments(batch.segments(), Math.toIntExact(batch.size()));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      for (byte[] segment : segments) {
        out.write(segment);
      }
    }
  }

  /** One compressed body. */
  record Compressed(GrowingBytes bytes) implements Payload {
    @Override
    public int size() {
      return bytes.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes.array(), 0, bytes.size());
    }
  }
}
