package dev.otelgw.exporters.prometheus;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.tls.Tls;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers scrapes on one port: the JDK's own HTTP server, a virtual thread for each request, a few
 * scrapes at once, each with an end. {@link #start} and {@link #close} are called by one thread.
 */
final class ScrapeServer {

  private static final Logger LOG = LoggerFactory.getLogger(ScrapeServer.class);

  static final String PATH = "/metrics";

  /** As many as anybody has Prometheus servers, and no more memory for answers than that. */
  private static final int MOST_SCRAPES = 16;

  private static final int BACKLOG = 128;
  private static final int CHUNK = 16 * 1024;

  private final PrometheusConfig config;
  private final Context context;
  private final Exposition exposition;
  private final Semaphore scrapes = new Semaphore(MOST_SCRAPES);
  private @Nullable ServerAuthenticator authenticator;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  ScrapeServer(PrometheusConfig config, Context context, Exposition exposition) {
    this.config = config;
    this.context = context;
    this.exposition = exposition;
  }

  /** Listens, or throws a {@link StartException} and has nothing open. */
  void start() {
    if (config.auth() != null) {
      authenticator = context.extensions().get(config.auth().authenticator());
    }
    Tls tls = config.tls() == null ? null : Tls.server(config.tls(), "tls", context);
    HttpServer opened = open(HostPort.parse(config.endpoint()), tls);
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(context.id().key() + "/scrape-", 0).factory());
    opened.setExecutor(executor);
    opened.createContext("/", this::handle);
    opened.start();
    server = opened;
    threads = executor;
  }

  private HttpServer open(HostPort endpoint, @Nullable Tls tls) {
    InetSocketAddress address =
        endpoint.host().isEmpty()
            ? new InetSocketAddress(endpoint.port())
            : new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      throw new StartException(
          "%s: unknown host \"%s\"; change endpoint".formatted(context.id(), endpoint.host()));
    }
    try {
      if (tls == null) {
        return HttpServer.create(address, BACKLOG);
      }
      HttpsServer secured = HttpsServer.create(address, BACKLOG);
      secured.setHttpsConfigurator(new Configured(tls));
      return secured;
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot listen on %s (%s); stop the program that has the port, or change endpoint"
              .formatted(context.id(), endpoint, e.getMessage()),
          e);
    }
  }

  /** Gives each connection the configured terms. */
  private static final class Configured extends HttpsConfigurator {
    private final Tls tls;

    Configured(Tls tls) {
      super(tls.context());
      this.tls = tls;
    }

    @Override
    public void configure(HttpsParameters parameters) {
      parameters.setSSLParameters(tls.parameters());
    }
  }

  /** The port that is listened on; -1 while nothing is. */
  int port() {
    return server == null ? -1 : server.getAddress().getPort();
  }

  /** How many scrapes are being answered. */
  int scrapes() {
    return MOST_SCRAPES - scrapes.availablePermits();
  }

  /** Where the metrics are, for people. */
  String url() {
    String host = HostPort.parse(config.endpoint()).host();
    String shown = new HostPort(host.isEmpty() ? "0.0.0.0" : host, port()).toString();
    return (config.tls() == null ? "http://" : "https://") + shown + PATH;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        CutOff _ = CutOff.after(config.writeTimeout())) {
      answer(exchange);
    } catch (RuntimeException e) {
      LOG.error("{}: an answer to a scraper failed", context.id(), e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    String method = exchange.getRequestMethod();
    if (!known(exchange)) {
      return;
    }
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      say(exchange, 404, "not here; metrics are at " + PATH);
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      say(exchange, 405, "only GET and HEAD are answered here");
    } else if (!scrapes.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      say(exchange, 503, MOST_SCRAPES + " scrapes are under way already; come back");
    } else {
      try {
        metrics(exchange, method.equals("HEAD"));
      } finally {
        scrapes.release();
      }
    }
  }

  private boolean known(HttpExchange exchange) throws IOException {
    if (authenticator == null) {
      return true;
    }
    Headers headers = exchange.getRequestHeaders();
    Verdict verdict = authenticator.judge(name -> headers.getOrDefault(name, List.of()));
    if (verdict instanceof Verdict.Unknown(String message, String challenge)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      say(exchange, 401, message);
      return false;
    }
    return true;
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private void metrics(HttpExchange exchange, boolean head) throws IOException {
    Headers asked = exchange.getRequestHeaders();
    Headers answer = exchange.getResponseHeaders();
    Format format = Format.negotiate(joined(asked, "Accept"), config.enableOpenMetrics());
    boolean gzip = gzip(joined(asked, "Accept-Encoding"));
    answer.set("Content-Type", format.contentType);
    answer.set("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      answer.set("Content-Encoding", "gzip");
    }
    if (head) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    try (OutputStream out =
        gzip ? new GZIPOutputStream(body, CHUNK) : new BufferedOutputStream(body, CHUNK)) {
      exposition.write(format, out);
    }
  }

  private static String joined(Headers headers, String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  /** Whether the scraper takes it: it names it, and not with {@code q=0}. */
  static boolean gzip(String acceptEncoding) {
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.replace(" ", "").split(";", -1);
      if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
        return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  /** Stops at once; scrapes under way end without the rest. */
  void close() {
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
