package dev.otelgw.services.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.otelgw.services.settings.Settings;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code GET /health}: 200, or 503 with the names of what is missing. It has a port of its
 * own, apart from what users call, and no probe of it leaves a trace.
 */
public final class HealthServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads;

  private HealthServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Where to listen.
   *
   * @param host HEALTH_HOST
   * @param port HEALTH_PORT; 0 for any that is free
   */
  public record Options(String host, int port) {

    /** Those of an environment. */
    public static Options from(Settings settings) {
      return new Options(
          settings.text("HEALTH_HOST", "127.0.0.1"),
          settings.number("HEALTH_PORT", 8080, 0, 65_535));
    }
  }

  /**
   * Starts one.
   *
   * @throws UncheckedIOException where the port is taken; says so
   */
  public static HealthServer start(Options options, Health health) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "cannot listen on HEALTH_PORT %s:%d: %s"
                  .formatted(options.host(), options.port(), e.getMessage()),
              e));
    }
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/health", exchange -> answer(exchange, health));
    server.start();
    return new HealthServer(server, threads);
  }

  private static void answer(HttpExchange exchange, Health health) throws IOException {
    try (exchange;
        Scope _ = Traces.quiet().makeCurrent()) {
      List<String> missing = health.missing();
      byte[] body = (Health.json(missing) + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(missing.isEmpty() ? 200 : 503, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where it listens, for the line that says so. */
  public String where() {
    InetSocketAddress address = server.getAddress();
    return "health http://%s:%d/health".formatted(address.getHostString(), address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
