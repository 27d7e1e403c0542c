package dev.otelgw.scrapers.rabbitmq;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Both doors of a node that need not be real: it answers what a test says. */
final class FakeNode implements AutoCloseable {

  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          Answer answer =
              answers.getOrDefault(
                  exchange.getRequestURI().getPath(), new Answer(404, "text/plain", ""));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", answer.type());
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Metrics that stand among the test's resources. */
  static String recorded(String name) {
    try (InputStream in = Objects.requireNonNull(FakeNode.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeNode metrics(String path, String body) {
    answers.put(path, new Answer(200, "text/plain; version=0.0.4", body));
    return this;
  }

  FakeNode api(String path, int status, String body) {
    answers.put("/api/" + path, new Answer(status, "application/json", body));
    return this;
  }

  FakeNode html(String path) {
    answers.put(path, new Answer(200, "text/html", "<html>hello</html>"));
    return this;
  }

  List<String> asked() {
    return asked;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Setup setup() {
    return Setup.of(url(), url());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
