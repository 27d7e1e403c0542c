package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.gateway.endtoend.Stage.Sent;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Telemetry;
import dev.otelgw.pipeline.wire.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations whose effect shows on this machine: own metrics, the console, files. */
final class OwnPagesPlays {

  private OwnPagesPlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("file-rotation", OwnPagesPlays::files);
    plays.put("debug-verbosity", OwnPagesPlays::debug);
    plays.put("telemetry-address", OwnPagesPlays::telemetryAddress);
    plays.put("telemetry-readers", OwnPagesPlays::telemetryReaders);
    return plays;
  }

  private static void files(Stage stage) throws Exception {
    stage.replace("/var/lib/otelcol", stage.folder().toString());
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("file-rotation");
    Path all = stage.folder().resolve("archive/telemetry.jsonl");
    stage.arrives(ways.send(Signal.values()), signal -> lines(all, signal));
    Message spans = Telemetry.spans(Telemetry.ORIGIN, Telemetry.span("a", Map.of())).message();
    Sent sent = stage.send(ways.grpc(), TRACES, spans);
    Path checkout = stage.folder().resolve("services/checkout/traces.jsonl");
    stage.arrives(List.of(sent), signal -> lines(checkout, signal));
  }

  /** The requests of a signal that stand in a file of JSON lines. */
  private static List<Message> lines(Path file, Signal signal) {
    String key =
        switch (signal) {
          case TRACES -> "\"resourceSpans\"";
          case METRICS -> "\"resourceMetrics\"";
          case LOGS -> "\"resourceLogs\"";
        };
    try {
      return !Files.exists(file)
          ? List.of()
          : Files.readString(file)
              .lines()
              .filter(line -> line.contains(key))
              .map(line -> OtlpJson.parse(signal, line.getBytes(StandardCharsets.UTF_8)))
              .filter(Parsed.Valid.class::isInstance)
              .map(parsed -> ((Parsed.Valid) parsed).batch().message())
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void debug(Stage stage) throws Exception {
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("debug-verbosity");
    ways.send(Signal.values());
    stage.gateway().awaitLine("request-1-0");
    for (int request = 2; request <= 6; request++) {
      stage.gateway().awaitLine("request-" + request + "-2");
    }
    assertThat(stage.gateway().lines()).anyMatch(line -> line.contains("Trace ID"));
  }

  private static void telemetryAddress(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("backend:4317");
    Sender sender = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    stage.start("telemetry-address");
    stage.arrives(stage.send(sender, TRACES, METRICS), backend::messages);
    // In this form, names are as dashboards of that time have them.
    Await.until(
        "what was sent to be counted",
        () -> stage.metrics().contains("\notelcol_exporter_sent_spans{exporter=\"otlp\"} 3.0"));
    assertThat(stage.metrics()).contains("otelcol_receiver_accepted_spans{");
    assertThat(stage.gateway().lines()).noneMatch(line -> line.contains("INFO"));
  }

  private static void telemetryReaders(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://backend:4318");
    int second = stage.port("port: 8889".replace(": ", ":"));
    stage.replace("port: 8889", "port: " + second);
    int port = stage.port("0.0.0.0:4318");
    stage.start("telemetry-readers");
    stage.arrives(stage.send(Sender.http(port, Map.of()), LOGS), backend::messages);
    String old = "otelcol_receiver_accepted_log_records{";
    String now = "otelcol_receiver_accepted_log_records_total{";
    assertThat(stage.metrics()).contains(old, "edge-gateway", "edge-1").doesNotContain(now);
    assertThat(GatewayUnderTest.get(second, "/metrics")).contains(now).doesNotContain(old);
    assertThat(stage.validated()).anyMatch(line -> line.contains("logs.sampling"));
  }
}
