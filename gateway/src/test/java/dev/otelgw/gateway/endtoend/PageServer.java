package dev.otelgw.gateway.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Serves a page that runs one script, and takes what that reports. */
final class PageServer implements AutoCloseable {

  private static final String PAGE =
      """
      <!doctype html>
      <meta charset="utf-8">
      <title>page</title>
      <script type="module" src="/page.js"></script>
      """;

  private final HttpServer server;
  private final Path script;
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  private PageServer(HttpServer server, Path script) {
    this.server = server;
    this.script = script;
  }

  static PageServer start(Path script) throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PageServer pages = new PageServer(HttpServer.create(free, 0), script);
    pages.server.createContext("/", pages::handle);
    pages.server.start();
    return pages;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> answer(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
        case "/page.js" -> answer(exchange, "text/javascript", Files.readAllBytes(script));
        case "/report" -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          reports.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
        }
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /**
   * The page's URL.
   *
   * @param host a name of this machine, which makes the page's origin
   * @param timeout of an export in milliseconds; 0 is the SDK's default
   */
  String url(String host, int gatewayPort, int timeout) {
    String gateway = URLEncoder.encode("http://127.0.0.1:" + gatewayPort, StandardCharsets.UTF_8);
    return "http://%s:%d/?gateway=%s&timeout=%d"
        .formatted(host, server.getAddress().getPort(), gateway, timeout);
  }

  /** Waits for the lines of the next report. */
  List<String> report() throws InterruptedException {
    String report = reports.poll(45, TimeUnit.SECONDS);
    if (report == null) {
      throw new AssertionError("the page reported nothing within 45 s");
    }
    return report.lines().toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
