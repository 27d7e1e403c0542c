package dev.otelgw.gateway.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few read-only pages on one port, for probes and scrapes: the JDK's own HTTP server, a virtual
 * thread for each request. {@link #start} and {@link #close} are called by one thread.
 */
public final class LocalServer implements Component {

  private static final Logger log = LoggerFactory.getLogger(LocalServer.class);
  private static final int BACKLOG = 128;

  private final String name;
  private final String host;
  private final int port;
  private final String setting;
  private final Map<String, Page> pages;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /**
   * Opens nothing yet.
   *
   * @param name what it serves, for messages and threads: {@code metrics}
   * @param host the name or address to listen on
   * @param port 0: any free one, see {@link #port()}
   * @param setting where the user changes host and port, for the message of a failed start
   * @param pages by exact path
   */
  public LocalServer(String name, String host, int port, String setting, Map<String, Page> pages) {
    this.name = name;
    this.host = host;
    this.port = port;
    this.setting = setting;
    this.pages = Map.copyOf(pages);
  }

  @Override
  public void start() {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StartException("%s: unknown host \"%s\"; change %s".formatted(name, host, setting));
    }
    HttpServer opened;
    try {
      opened = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot listen on %s:%d (%s); stop the program that has the port, or change %s"
              .formatted(name, host, port, e.getMessage(), setting),
          e);
    }
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "/", 0).factory());
    opened.setExecutor(executor);
    opened.createContext("/", this::handle);
    opened.start();
    server = opened;
    threads = executor;
  }

  /** The port that is listened on; -1 while nothing is. */
  public int port() {
    return server == null ? -1 : server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", reply.contentType());
      headers.set("Cache-Control", "no-store");
      if (exchange.getRequestMethod().equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(reply.status(), -1);
      } else {
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Reply reply(HttpExchange exchange) {
    Page page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      return Reply.text(404, "not here; this port has " + String.join(", ", paths()));
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Reply.text(405, "only GET and HEAD are answered here");
    }
    List<String> accept = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
    try {
      return page.get(String.join(",", accept));
    } catch (RuntimeException e) {
      log.error("{}: {} failed", name, exchange.getRequestURI().getPath(), e);
      return Reply.text(500, "this page failed, see the log: " + e);
    }
  }

  private List<String> paths() {
    return pages.keySet().stream().sorted().toList();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }
}
