package dev.otelgw.gateway.endtoend;

import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.gateway.endtoend.Stage.Sent;
import dev.otelgw.pipeline.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two ways into a gateway, without TLS. */
record Ways(Stage stage, Sender grpc, Sender http) {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For a receiver whose endpoints stand in the configuration. */
  static Ways written(Stage stage, String grpc, String http) {
    return to(stage, stage.port(grpc), stage.port(http));
  }

  /** For a receiver with the default ports. */
  static Ways unwritten(Stage stage, String grpc, String http) {
    return to(stage, stage.unwritten(grpc + ".endpoint"), stage.unwritten(http + ".endpoint"));
  }

  private static Ways to(Stage stage, int grpc, int http) {
    return new Ways(stage, grpc(stage, grpc, Map.of()), Sender.http(http, Map.of()));
  }

  /** OTLP over gRPC with headers. */
  static Sender grpc(Stage stage, int port, Map<String, String> headers) {
    return Sender.of(stage.closing(GrpcClient.plain(port, headers)));
  }

  /** A request of each signal by each way. */
  List<Sent> send(Signal... signals) throws Exception {
    List<Sent> sent = new ArrayList<>(stage.send(grpc, signals));
    sent.addAll(stage.send(http, signals));
    return sent;
  }
}
