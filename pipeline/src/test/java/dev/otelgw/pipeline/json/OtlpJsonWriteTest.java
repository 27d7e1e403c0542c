package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.attribute;
import static dev.otelgw.pipeline.json.JsonRequests.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonWriteTest {

  @Test
  void writesALogRecordAsTheSpecificationSays() {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTimeUnixNano(-1)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .setSeverityText("a\"\\\n\u0001é🙂")
            .setFlags(-1)
            .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(hex("00e19b7ec3c1b174"))
            .setBody(AnyValue.newBuilder().setIntValue(Long.MIN_VALUE))
            .addAttributes(attribute("d", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
            .addAttributes(
                attribute(
                    "b",
                    AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {-1, -2}))))
            .addAttributes(attribute("f", AnyValue.newBuilder().setBoolValue(false)));
    assertThat(written(Signal.LOGS, logs(record)))
        .isEqualTo(
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{\
            "timeUnixNano":"18446744073709551615","severityNumber":9,\
            "severityText":"a\\"\\\\\\n\\u0001é🙂","body":{"intValue":"-9223372036854775808"},\
            "attributes":[{"key":"d","value":{"doubleValue":"NaN"}},\
            {"key":"b","value":{"bytesValue":"//4="}},\
            {"key":"f","value":{"boolValue":false}}],"flags":4294967295,\
            "traceId":"5b8efff798038103d269b633813fc60c","spanId":"00e19b7ec3c1b174"\
            }]}]}]}\
            """);
  }

  @Test
  void writesNumbersAsTheSpecificationSays() {
    var point =
        ExponentialHistogramDataPoint.newBuilder()
            .setCount(3)
            .setSum(-0.0)
            .setScale(Integer.MIN_VALUE)
            .setPositive(
                ExponentialHistogramDataPoint.Buckets.newBuilder()
                    .setOffset(-1)
                    .addBucketCounts(0)
                    .addBucketCounts(300)
                    .addBucketCounts(-1))
            .setMin(Double.NEGATIVE_INFINITY)
            .setMax(1e300);
    var metric =
        Metric.newBuilder()
            .setExponentialHistogram(ExponentialHistogram.newBuilder().addDataPoints(point));
    var request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)));
    assertThat(written(Signal.METRICS, request.build()))
        .isEqualTo(
            """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"exponentialHistogram":{\
            "dataPoints":[{"count":"3","sum":-0.0,"scale":-2147483648,"positive":{"offset":-1,\
            "bucketCounts":["0","300","18446744073709551615"]},"min":"-Infinity","max":1.0E300\
            }]}}]}]}]}\
            """);
  }

  @Test
  void writesAnEmptyRequest() {
    assertThat(written(Signal.LOGS, ExportLogsServiceRequest.getDefaultInstance())).isEqualTo("{}");
  }

  @Test
  void writesListsThatAreNotPackedOrAreInParts() {
    // bucket_counts of Buckets as: one plain varint, two packed ones, none packed.
    byte[] buckets = {0x10, 1, 0x12, 2, 2, 3, 0x12, 0};
    byte[] point = wrapped(0x42, buckets);
    byte[] histogram = wrapped(0x52, wrapped(0x0a, point));
    byte[] request = wrapped(0x0a, wrapped(0x12, wrapped(0x12, histogram)));
    assertThat(text(OtlpJson.write(JsonRequests.batch(Signal.METRICS, request))))
        .contains("\"positive\":{\"bucketCounts\":[\"1\",\"2\",\"3\"]}");
  }

  @Test
  void mergesPartsOfAMessageAndJoinsPartsOfAList() {
    byte[] first = Resource.newBuilder().setDroppedAttributesCount(1).build().toByteArray();
    byte[] second =
        Resource.newBuilder()
            .addAttributes(attribute("a", "b"))
            .setDroppedAttributesCount(2)
            .build()
            .toByteArray();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(wrapped(0x12, new byte[0]));
    body.writeBytes(wrapped(0x0a, first));
    body.writeBytes(wrapped(0x12, new byte[0]));
    body.writeBytes(wrapped(0x0a, second));
    Batch batch = JsonRequests.batch(Signal.LOGS, wrapped(0x0a, body.toByteArray()));
    assertThat(text(OtlpJson.write(batch)))
        .isEqualTo(
            """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":"b"}}],\
            "droppedAttributesCount":2},"scopeLogs":[{},{}]}]}\
            """);
  }

  @Test
  void joinsSegmentsIntoOneObject() {
    Message one = logs(LogRecord.newBuilder().setFlags(1));
    Batch batch = JsonRequests.batch(Signal.LOGS, one.toByteArray());
    Batch empty = JsonRequests.batch(Signal.LOGS, new byte[0]);
    assertThat(text(OtlpJson.write(Batch.join(List.of(empty, batch, empty, batch)))))
        .isEqualTo(
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"flags":1}]}]},\
            {"scopeLogs":[{"logRecords":[{"flags":1}]}]}]}\
            """);
  }

  @Test
  void neitherFlushesNorClosesTheStream() throws IOException {
    Batch batch = JsonRequests.batch(Signal.LOGS, new byte[0]);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            throw new IllegalStateException("flushed");
          }

          @Override
          public void close() {
            throw new IllegalStateException("closed");
          }
        };
    OtlpJson.writeTo(batch, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @Test
  void passesOnWhatTheStreamThrows() {
    Batch batch =
        JsonRequests.batch(
            Signal.LOGS,
            logs(LogRecord.newBuilder().setSeverityText("x".repeat(100_000))).toByteArray());
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> OtlpJson.writeTo(batch, full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  private static byte[] wrapped(int tag, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(body.length);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static Message logs(LogRecord.Builder record) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }

  private static String written(Signal signal, Message message) {
    return text(OtlpJson.write(JsonRequests.batch(signal, message.toByteArray())));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
