package dev.otelgw.exporters.http;

import dev.otelgw.exporters.compression.CompressorPool;
import dev.otelgw.exporters.compression.GrowingBytes;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.json.OtlpJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Makes request bodies of batches, with a Content-Length always: some gateways refuse chunked
 * bodies. Thread-safe.
 */
final class BodyEncoder implements AutoCloseable {

  private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");
  private static final MediaType JSON = MediaType.get("application/json");

  private final Encoding encoding;
  private final @Nullable CompressorPool compressors;

  BodyEncoder(Encoding encoding, Compression compression, int level) {
    this.encoding = encoding;
    this.compressors =
        compression.format().map(format -> new CompressorPool(format, level)).orElse(null);
  }

  RequestBody encode(Batch batch) throws IOException {
    return switch (encoding) {
      case PROTO ->
          compressors == null
              ? new SegmentsBody(batch)
              : body(compressors.compress(batch), PROTOBUF);
      case JSON -> json(batch);
    };
  }

  private RequestBody json(Batch batch) throws IOException {
    // Names and hexadecimal ids make JSON about twice as large as protobuf.
    GrowingBytes plain = new GrowingBytes(Math.toIntExact(1024 + batch.size() * 2));
    OtlpJson.writeTo(batch, plain);
    if (compressors == null) {
      return body(plain, JSON);
    }
    byte[] text = Arrays.copyOf(plain.array(), plain.size());
    return body(compressors.compress(List.of(text), text.length), JSON);
  }

  private static RequestBody body(GrowingBytes bytes, MediaType type) {
    return RequestBody.create(bytes.array(), type, 0, bytes.size());
  }

  /** Frees the compressors. */
  @Override
  public void close() {
    if (compressors != null) {
      compressors.close();
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
