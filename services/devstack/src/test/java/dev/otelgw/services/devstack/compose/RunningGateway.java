package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gateway with configurations of the folder compose/, and one laid over them that moves its ports
 * out of others' way and hurries it. What it sends can also be looked at as Prometheus stores it.
 */
final class RunningGateway implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

  private final Deployment deployment;
  private final List<String> words;
  private final List<String> healthcheck;
  private final Map<String, String> environment;
  private final int http;
  private final int prometheus;
  private final Program program;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Not started yet.
   *
   * @param start what is run up to its configurations: {@code .../otelgw run --config ...}
   * @param healthcheck what asks it for its health
   * @param exporter the one that gateway.yaml, or what is laid over it, sends to
   */
  RunningGateway(
      Deployment deployment, List<String> start, List<String> healthcheck, String exporter)
      throws IOException {
    this.deployment = deployment;
    this.http = deployment.ports().next(4318);
    this.prometheus = deployment.ports().next(9464);
    int health = deployment.ports().next(13133);
    Path overlay =
        deployment.file(
            "ports.yaml",
            """
            receivers:
              otlp: {protocols: {grpc: {endpoint: 127.0.0.1:%d}, http: {endpoint: 127.0.0.1:%d}}}
              postgresql: {collection_interval: 3s, timeout: 3s, initial_delay: 0s}
              redis: {collection_interval: 3s, timeout: 3s, initial_delay: 0s}
              rabbitmq: {collection_interval: 3s, timeout: 3s, initial_delay: 0s}
            exporters:
              prometheus: {endpoint: 127.0.0.1:%d}
            extensions:
              health_check: {endpoint: 127.0.0.1:%d}
            service:
              telemetry: {metrics: {address: 127.0.0.1:%d}}
              pipelines:
                metrics: {exporters: [%s, prometheus]}
            """
                .formatted(
                    deployment.ports().next(4317),
                    http,
                    prometheus,
                    health,
                    deployment.ports().next(8888),
                    exporter));
    this.words = new ArrayList<>(start);
    words.addAll(List.of("--config", overlay.toString()));
    this.healthcheck = new ArrayList<>(healthcheck);
    this.healthcheck.addAll(List.of("--endpoint", "127.0.0.1:" + health));
    this.environment = new HashMap<>();
    environment.put("OTELGW_NO_BUILD", "1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("OTELGW_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx192m");
    this.program = new Program("gateway", this::launch);
  }

  RunningGateway with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  private Child launch() {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(deployment.gatewayEnvironment());
    Child child = deployment.keeper().start(new Command("gateway", words, all, log()));
    Waiting.ready(child, START, () -> Waiting.listens(http));
    return child;
  }

  private Path log() {
    return deployment.log("gateway");
  }

  RunningGateway start() {
    program.start();
    return this;
  }

  void stop() {
    program.stop();
  }

  String url() {
    return "http://127.0.0.1:" + http;
  }

  int httpPort() {
    return http;
  }

  /** All that it has said. */
  List<String> lines() {
    return ComposeFile.textOf(log()).lines().toList();
  }

  /** An answer of the container's health check. */
  record Health(int exitCode, String said) {}

  Health health() {
    Child child =
        deployment
            .keeper()
            .start(new Command("healthcheck", healthcheck, environment, deployment.log("health")));
    if (!child.awaitEnd(START)) {
      throw new StackException("the health check hangs");
    }
    return new Health(child.exitCode(), child.tail(1));
  }

  /** Every metric that went through, by the name and labels under which it is stored. */
  String stored() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(prometheus)))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new StackException("no metrics: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }

  @Override
  public void close() {
    program.close();
    client.close();
  }
}
