package dev.otelgw.services.api;

import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Errors;
import dev.otelgw.services.health.Health;
import dev.otelgw.services.telemetry.Traces;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server of the API: each request on a virtual thread of its own. */
final class ApiServer implements AutoCloseable {

  private static final long FINISH_MILLIS = 10_000;
  private static final String API_VERSION = "v1";

  private final Health health;
  private final Javalin server;

  private ApiServer(Health health, Consumer<RoutesConfig> routes) {
    this.health = health;
    this.server =
        Javalin.create(config -> {
          config.concurrency.useVirtualThreads = true;
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.http.prefer405over404 = true;
          config.jetty.modifyServer(ApiServer::finishWhatRuns);
          Errors.answer(config.routes);
          config.routes.get("/health", this::health);
          config.routes.get("/api/v1/version", ApiServer::version);
          routes.accept(config.routes);
        });
  }

  /** Listens. */
  static ApiServer start(ApiSettings.Listen listen, Health health, Consumer<RoutesConfig> routes)
      throws IOException {
    ApiServer server = new ApiServer(health, routes);
    try {
      server.server.start(listen.host(), listen.port());
    } catch (JavalinBindException e) {
      throw new IOException(
          "cannot listen on HTTP_HOST and HTTP_PORT %s:%d: %s"
              .formatted(listen.host(), listen.port(), e.getMessage()),
          e);
    }
    return server;
  }

  private static void finishWhatRuns(Server jetty) {
    jetty.setStopTimeout(FINISH_MILLIS);
    jetty.insertHandler(new GracefulHandler());
  }

  int port() {
    return server.port();
  }

  private void health(Context request) {
    List<String> missing;
    try (Scope _ = Traces.quiet().makeCurrent()) {
      missing = health.missing();
    }
    request
        .status(missing.isEmpty() ? 200 : 503)
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(Health.json(missing));
  }

  private static void version(Context request) {
    Answers.json(
        request,
        Map.of(
            "service", ApiSettings.SERVICE, "version", Version.TEXT, "api_version", API_VERSION));
  }

  /** Takes no more requests and waits for those that run. */
  @Override
  public void close() {
    server.stop();
  }
}
