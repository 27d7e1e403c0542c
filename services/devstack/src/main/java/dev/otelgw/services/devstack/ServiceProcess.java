package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service as a process of its own. */
public final class ServiceProcess implements AutoCloseable {

  /** With the agent, eight seconds of processor time; and it shares the processors with others. */
  private static final Duration START = Duration.ofMinutes(3);

  private final Service service;
  private final Keeper keeper;
  private final List<String> words;
  private final Map<String, String> environment;
  private final Path log;
  private final HttpClient http;
  private final Program program;

  /**
   * @param words the JVM and its arguments
   * @param environment all that it is told
   */
  ServiceProcess(
      Service service,
      Keeper keeper,
      List<String> words,
      Map<String, String> environment,
      Path log,
      HttpClient http) {
    this.service = service;
    this.keeper = keeper;
    this.words = new ArrayList<>(words);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.http = http;
    this.program = new Program(service.serviceName(), this::launch);
  }

  private Child launch() {
    Child child = keeper.start(new Command(service.serviceName(), words, environment, log));
    URI health = URI.create(healthUrl());
    // What it serves may come after its page of health.
    String port = environment.getOrDefault("HTTP_PORT", "");
    Waiting.ready(
        child,
        START,
        () ->
            Waiting.answers(http, health)
                && (port.isEmpty() || Waiting.listens(Integer.parseInt(port))));
    return child;
  }

  /** Starts it, if it does not run, and waits until it is healthy. */
  public void start() {
    program.start();
  }

  /** SIGTERM, and SIGKILL where that takes longer than ten seconds. */
  public void stop() {
    program.stop();
  }

  /** SIGKILL. */
  public void kill() {
    program.kill();
  }

  /** SIGTERM, and a start on the same ports. */
  public void restart() {
    program.restart();
  }

  public void pause() {
    program.pause();
  }

  public void resume() {
    program.resume();
  }

  public boolean isAlive() {
    return program.isAlive();
  }

  /** Its process; what it was started as last. */
  public Child process() {
    return program.running();
  }

  /** Base URL of what it serves; empty for a daemon. */
  public String url() {
    String port = environment.get("HTTP_PORT");
    return port == null ? "" : "http://127.0.0.1:" + port;
  }

  /** Its page of health. */
  public String healthUrl() {
    return "http://127.0.0.1:" + environment.get("HEALTH_PORT") + "/health";
  }

  /** Everything that it printed, over all of its starts. */
  public List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it was told; passwords are in it. */
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() {
    program.close();
  }
}
