package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the backend answers.
 *
 * @param headers Content-Type among them
 * @param delay before the first byte
 * @param hangUp where to break the connection off
 */
public record Answer(
    int status, Map<String, String> headers, ByteString body, Duration delay, HangUp hangUp) {

  /** Where a connection is broken off. */
  public enum HangUp {
    /** Not at all. */
    NEVER,
    /** Before the first byte of the answer. */
    BEFORE,
    /** After the status line, headers and half of the body, or of what was promised as body. */
    MIDWAY
  }

  private static final String PROTOBUF = "application/x-protobuf";

  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** 200 with an empty export response: everything was taken. */
  public static Answer ok() {
    return protobuf(200, new byte[0]);
  }

  /** A status and nothing else. */
  public static Answer status(int status) {
    return new Answer(status, Map.of(), ByteString.EMPTY, Duration.ZERO, HangUp.NEVER);
  }

  /** With a body of plain text. */
  public static Answer text(int status, String body) {
    return status(status).body("text/plain; charset=utf-8", utf8(body));
  }

  /** With a body of JSON. */
  public static Answer json(int status, String body) {
    return status(status).body("application/json", utf8(body));
  }

  /** With a body of protobuf. */
  public static Answer protobuf(int status, byte[] body) {
    return status(status).body(PROTOBUF, body);
  }

  /** 200, but some items were not taken, as each signal's own message says it. */
  public static Answer partial(Signal signal, long rejected, String text) {
    byte[] body =
        switch (signal) {
          case TRACES ->
              ExportTraceServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportTracePartialSuccess.newBuilder()
                          .setRejectedSpans(rejected)
                          .setErrorMessage(text))
                  .build()
                  .toByteArray();
          case METRICS ->
              ExportMetricsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportMetricsPartialSuccess.newBuilder()
                          .setRejectedDataPoints(rejected)
                          .setErrorMessage(text))
                  .build()
                  .toByteArray();
          case LOGS ->
              ExportLogsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportLogsPartialSuccess.newBuilder()
                          .setRejectedLogRecords(rejected)
                          .setErrorMessage(text))
                  .build()
                  .toByteArray();
        };
    return protobuf(200, body);
  }

  /** As Grafana Cloud's authentication layer refuses. */
  public static Answer unauthorized(String text) {
    return json(401, "{\"status\":\"error\",\"error\":\"authentication error: " + text + "\"}");
  }

  /** The connection is broken off instead of an answer. */
  public static Answer noAnswer() {
    return status(200).hangingUp(HangUp.BEFORE);
  }

  /** The same with another body. */
  public Answer body(String contentType, byte[] other) {
    Answer typed = header("Content-Type", contentType);
    return new Answer(status, typed.headers, ByteString.copyFrom(other), delay, hangUp);
  }

  /** The same with one header more. */
  public Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, delay, hangUp);
  }

  /** The same, but later. */
  public Answer after(Duration other) {
    return new Answer(status, headers, body, other, hangUp);
  }

  /** The same, broken off. */
  public Answer hangingUp(HangUp where) {
    return new Answer(status, headers, body, delay, where);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
