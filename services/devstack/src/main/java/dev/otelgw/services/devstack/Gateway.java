package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway, as its launcher starts it. */
public final class Gateway implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Keeper keeper;
  private final Sources sources;
  private final List<Path> configurations;
  private final Map<String, String> environment;
  private final Path log;
  private final Endpoints endpoints;
  private final HttpClient http;
  private final Program program;

  /**
   * Its ports.
   *
   * @param grpc for OTLP
   * @param http for OTLP
   * @param health of its probes
   * @param metrics of its own
   */
  public record Endpoints(int grpc, int http, int health, int metrics) {}

  Gateway(
      Keeper keeper,
      Sources sources,
      List<Path> configurations,
      Map<String, String> environment,
      Path log,
      Endpoints endpoints,
      HttpClient http) {
    this.keeper = keeper;
    this.sources = sources;
    this.configurations = List.copyOf(configurations);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.endpoints = endpoints;
    this.http = http;
    this.program = new Program("gateway", this::launch);
  }

  /**
   * Writes a configuration from one of the templates of this package.
   *
   * @param values for what stands between at signs
   */
  static Path configuration(String template, Path file, Map<String, String> values) {
    try (InputStream in = Gateway.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IllegalStateException(template + " is missing from the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new StackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private Child launch() {
    List<String> words = new ArrayList<>(List.of(sources.launcher().toString(), "run"));
    configurations.forEach(file -> words.addAll(List.of("--config", file.toString())));
    Child child = keeper.start(new Command("gateway", words, environment, log));
    URI live = URI.create("http://127.0.0.1:" + endpoints.health() + "/live");
    Waiting.ready(
        child, START, () -> Waiting.answers(http, live) && Waiting.listens(endpoints.http()));
    return child;
  }

  /** Starts it, if it does not run. */
  public void start() {
    program.start();
  }

  /** SIGTERM: it delivers what it has, within ten seconds. */
  public void stop() {
    program.stop();
  }

  /** SIGKILL. */
  public void kill() {
    program.kill();
  }

  public void restart() {
    program.restart();
  }

  public Child process() {
    return program.running();
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** Where services send OTLP over HTTP to. */
  public String url() {
    return "http://127.0.0.1:" + endpoints.http();
  }

  /** Its own metrics, as Prometheus would see them. */
  public String metrics() {
    URI page = URI.create("http://127.0.0.1:" + endpoints.metrics() + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }

  /** Everything that it printed. */
  public List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
