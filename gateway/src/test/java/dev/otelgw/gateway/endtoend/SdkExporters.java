package dev.otelgw.gateway.endtoend;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** The SDK's own exporters of the three signals to one place. */
record SdkExporters(SpanExporter spans, MetricExporter points, LogRecordExporter records) {

  static SdkExporters to(String endpoint, String protocol, String compression) {
    return protocol.equals("grpc") ? grpc(endpoint, compression) : http(endpoint, compression);
  }

  private static SdkExporters grpc(String endpoint, String compression) {
    return new SdkExporters(
        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression(compression).build(),
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).setCompression(compression).build(),
        OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(endpoint)
            .setCompression(compression)
            .build());
  }

  private static SdkExporters http(String endpoint, String compression) {
    return new SdkExporters(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setCompression(compression)
            .build(),
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setCompression(compression)
            .build(),
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setCompression(compression)
            .build());
  }
}
