package dev.otelgw.exporters.testing;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
          default -> throw new IOException("unknown encoding " + encoding);
        }) {
      return in.readAllBytes();
    }
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
