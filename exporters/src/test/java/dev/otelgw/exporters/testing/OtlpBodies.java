package dev.otelgw.exporters.testing;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.wire.Parsed;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.snappy.SnappyFramedInputStream;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Reads request bodies with the generated classes, which is not how the gateway does it. */
final class OtlpBodies {

  private OtlpBodies() {}

  /** Undoes a Content-Encoding. */
  static byte[] decompress(String encoding, byte[] body) throws IOException {
    InputStream raw = new ByteArrayInputStream(body);
    try (InputStream in =
        switch (encoding) {
          case "" -> raw;
          case "gzip" -> new GZIPInputStream(raw);
          case "zstd" -> new ZstdInputStream(raw);
          case "deflate", "zlib" -> new InflaterInputStream(raw);
          case "snappy" -> new ByteArrayInputStream(snappyBlock(body));
          case "x-snappy-framed" -> new SnappyFramedInputStream(raw, true);
          case "lz4" -> new ByteArrayInputStream(lz4Frame(body));
          default -> throw new IOException("unknown encoding " + encoding);
        }) {
      return in.readAllBytes();
    }
  }

  private static byte[] snappyBlock(byte[] body) {
    byte[] plain = new byte[SnappyDecompressor.getUncompressedLength(body, 0)];
    int _ = new SnappyDecompressor().decompress(body, 0, body.length, plain, 0, plain.length);
    return plain;
  }

  /**
   * A frame of version 01 with independent blocks of 256 KiB at most, and no checksum of content.
   */
  private static byte[] lz4Frame(byte[] body) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    int xxh32OfFlags = 0xfb;
    if (in.getInt() != 0x184D2204 || in.getShort() != 0x5060 || (in.get() & 0xff) != xxh32OfFlags) {
      throw new IOException("not the LZ4 frame header that was expected");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[256 << 10];
    for (int size = in.getInt(); size != 0; size = in.getInt()) {
      boolean plain = size < 0;
      byte[] data = new byte[size & Integer.MAX_VALUE];
      in.get(data);
      int length =
          plain
              ? data.length
              : new Lz4Decompressor().decompress(data, 0, data.length, block, 0, block.length);
      out.write(plain ? data : block, 0, length);
    }
    return out.toByteArray();
  }

  /** Reads OTLP/JSON. */
  static Message parseJson(Signal signal, byte[] body) throws IOException {
    if (OtlpJson.parse(signal, body) instanceof Parsed.Valid(Batch batch)) {
      return batch.message();
    }
    throw new IOException("not OTLP/JSON");
  }

  static Message parse(Signal signal, byte[] body) throws InvalidProtocolBufferException {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.parseFrom(body);
      case METRICS -> ExportMetricsServiceRequest.parseFrom(body);
      case LOGS -> ExportLogsServiceRequest.parseFrom(body);
    };
  }

  static int items(Message message) {
    return switch (message) {
      case ExportTraceServiceRequest traces ->
          traces.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .mapToInt(scope -> scope.getSpansCount())
              .sum();
      case ExportMetricsServiceRequest metrics ->
          metrics.getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .mapToInt(OtlpBodies::points)
              .sum();
      case ExportLogsServiceRequest logs ->
          logs.getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .mapToInt(scope -> scope.getLogRecordsCount())
              .sum();
      default -> throw new IllegalArgumentException(message.getClass().getName());
    };
  }

  private static int points(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsCount();
      case SUM -> metric.getSum().getDataPointsCount();
      case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
      case SUMMARY -> metric.getSummary().getDataPointsCount();
      case DATA_NOT_SET -> 0;
    };
  }
}
