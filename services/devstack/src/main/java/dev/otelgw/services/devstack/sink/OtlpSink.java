package dev.otelgw.services.devstack.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A backend for OTLP over HTTP (protobuf) on 127.0.0.1, which keeps what it gets, for tests and for
 * the demo. It can be told to refuse, and to be down.
 */
public final class OtlpSink implements AutoCloseable {

  private final Telemetry telemetry;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("otlp-sink/", 0).factory());
  private final int port;
  private @Nullable HttpServer server;
  private volatile int answer = 200;
  private volatile String login = "";

  private OtlpSink(int port, int most) {
    this.telemetry = new Telemetry(most);
    this.server = listen(port);
    this.port = server.getAddress().getPort();
  }

  /**
   * One that listens.
   *
   * @param port 0 for any that is free
   * @param most of spans, points and log records that are kept of each
   */
  public static OtlpSink start(int port, int most) {
    return new OtlpSink(port, most);
  }

  private HttpServer listen(int at) {
    try {
      HttpServer fresh =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      // Grafana Cloud has it below /otlp.
      for (String base : new String[] {"/v1/", "/otlp/v1/"}) {
        fresh.createContext(base + "traces", exchange -> take(exchange, this::traces));
        fresh.createContext(base + "metrics", exchange -> take(exchange, this::metrics));
        fresh.createContext(base + "logs", exchange -> take(exchange, this::logs));
      }
      fresh.setExecutor(threads);
      fresh.start();
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("the sink cannot listen on port " + at, e);
    }
  }

  /** Keeps a request and gives the answer to it. */
  private interface Taking {
    MessageLite take(byte[] body) throws InvalidProtocolBufferException;
  }

  private MessageLite traces(byte[] body) throws InvalidProtocolBufferException {
    telemetry.add(ExportTraceServiceRequest.parseFrom(body));
    return ExportTraceServiceResponse.getDefaultInstance();
  }

  private MessageLite metrics(byte[] body) throws InvalidProtocolBufferException {
    telemetry.add(ExportMetricsServiceRequest.parseFrom(body));
    return ExportMetricsServiceResponse.getDefaultInstance();
  }

  private MessageLite logs(byte[] body) throws InvalidProtocolBufferException {
    telemetry.add(ExportLogsServiceRequest.parseFrom(body));
    return ExportLogsServiceResponse.getDefaultInstance();
  }

  private void take(HttpExchange exchange, Taking taking) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      String as = exchange.getRequestHeaders().getFirst("Authorization");
      if (!login.isEmpty() && !login.equals(as)) {
        refuse(exchange);
        return;
      }
      if (answer != 200) {
        exchange.sendResponseHeaders(answer, -1);
        return;
      }
      byte[] said;
      try {
        said = taking.take(body).toByteArray();
      } catch (InvalidProtocolBufferException _) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, said.length == 0 ? -1 : said.length);
      if (said.length > 0) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(said);
        }
      }
    }
  }

  /** In the words of Grafana Cloud. */
  private static void refuse(HttpExchange exchange) throws IOException {
    byte[] said =
        "{\"status\":\"error\",\"error\":\"authentication error: invalid authentication credentials\"}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(401, said.length);
    exchange.getResponseBody().write(said);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in =
        packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      return in.readAllBytes();
    }
  }

  /** What it has. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** Base URL: {@code /v1/traces} and so on are below it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Refuses everything from now on: 401, 503, ...; 200 to take it again. */
  public void answer(int status) {
    answer = status;
  }

  /** From now on a login is wanted, as Grafana Cloud wants one: 401 without it. */
  public void onlyFor(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Refuses connections until {@link #up}. */
  public synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again, on the same port. */
  public synchronized void up() {
    if (server == null) {
      server = listen(port);
    }
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }
}
