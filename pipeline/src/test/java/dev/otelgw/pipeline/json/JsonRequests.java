package dev.otelgw.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Short ways to say JSON and what is expected of it. */
final class JsonRequests {

  private JsonRequests() {}

  /** What the text is read as; fails if it is malformed. */
  static Batch read(Signal signal, String json) {
    return valid(OtlpJson.parse(signal, json.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is said of a text that is malformed. */
  static String complaint(Signal signal, String json) {
    return complaint(signal, json.getBytes(StandardCharsets.UTF_8));
  }

  static String complaint(Signal signal, byte[] json) {
    Parsed parsed = OtlpJson.parse(signal, json);
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    return ((Parsed.Malformed) parsed).message();
  }

  /** The batch of wire bytes. */
  static Batch batch(Signal signal, byte[] bytes) {
    return valid(OtlpParser.parse(signal, bytes));
  }

  static Batch valid(Parsed parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid) parsed).batch();
  }

  /** One log record of the fields in {@code json}. */
  static LogRecord logRecord(String json) {
    var request = (ExportLogsServiceRequest) read(Signal.LOGS, logs(json)).message();
    return request.getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
  }

  /** A request of one log record of the fields in {@code json}. */
  static String logs(String json) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + json + "}]}]}]}";
  }

  /** One metric of the fields in {@code json}. */
  static Metric metric(String json) {
    var request = (ExportMetricsServiceRequest) read(Signal.METRICS, metrics(json)).message();
    return request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
  }

  /** A request of one metric of the fields in {@code json}. */
  static String metrics(String json) {
    return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{" + json + "}]}]}]}";
  }

  static KeyValue attribute(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value));
  }

  static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }
}
