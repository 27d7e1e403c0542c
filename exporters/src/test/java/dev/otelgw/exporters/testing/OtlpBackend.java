package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OwnPorts;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An OTLP backend over HTTP that stores what it takes and answers as Grafana Cloud does: base path
 * {@code /otlp}, basic authentication where asked for, its words for what is wrong. What it answers
 * can be scripted. Thread-safe.
 */
public final class OtlpBackend implements AutoCloseable {

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("otlp-backend-", 0).factory());

  // All of these are guarded by this.
  private final List<ReceivedRequest> received = new ArrayList<>();
  private final ArrayDeque<Answer> next = new ArrayDeque<>();
  private Function<ReceivedRequest, Optional<Answer>> script = _ -> Optional.empty();
  private final Map<String, Signal> paths = new HashMap<>();
  private String credentials = "";
  private long maxBody = Long.MAX_VALUE;

  private OtlpBackend(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    for (Signal signal : Signal.values()) {
      paths.put("/otlp/v1/" + signal.lowerName(), signal);
    }
  }

  /** On a port of 127.0.0.1 that stays ours when it closes: another can come back there. */
  public static OtlpBackend start() {
    return start(OwnPorts.next());
  }

  /** On a given port, to come back where one was closed. */
  public static OtlpBackend start(int port) {
    try {
      return new OtlpBackend(HttpServer.create(loopback(port), 0), "http").listening();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a free port, over TLS. */
  public static OtlpBackend startTls(SSLContext tls) {
    return startTls(new HttpsConfigurator(tls));
  }

  /** On a free port, over TLS, for clients that show a certificate. */
  public static OtlpBackend startTlsForKnownClients(SSLContext tls) {
    return startTls(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters known = tls.getDefaultSSLParameters();
            known.setNeedClientAuth(true);
            parameters.setSSLParameters(known);
          }
        });
  }

  private static OtlpBackend startTls(HttpsConfigurator configurator) {
    try {
      HttpsServer server = HttpsServer.create(loopback(0), 0);
      server.setHttpsConfigurator(configurator);
      return new OtlpBackend(server, "https").listening();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private OtlpBackend listening() {
    // Else the JDK's server waits 40 ms between the headers and the body of each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server.setExecutor(requests);
    server.createContext("/", this::handle);
    server.start();
    return this;
  }

  /** Port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Base URL, as an exporter's {@code endpoint}: {@code http://127.0.0.1:1234/otlp}. */
  public String url() {
    return scheme + "://127.0.0.1:" + port() + "/otlp";
  }

  /** The next requests are answered with these, one each, in this order. */
  public synchronized void answerNext(Answer... answers) {
    next.addAll(List.of(answers));
  }

  /** Every request is answered with this, but for {@link #answerNext}. */
  public void answer(Answer answer) {
    answer(_ -> Optional.of(answer));
  }

  /** Every request is answered by this; where it is empty, as Grafana Cloud would. */
  public synchronized void answer(Function<ReceivedRequest, Optional<Answer>> other) {
    script = other;
  }

  /** Other credentials are answered with 401 from now on. */
  public synchronized void requireBasicAuth(String id, String token) {
    byte[] pair = (id + ":" + token).getBytes(StandardCharsets.UTF_8);
    credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Takes a signal at another path too. */
  public synchronized void serve(String path, Signal signal) {
    paths.put(path, signal);
  }

  /** Bodies of more bytes, decompressed, are answered with 413 from now on. */
  public synchronized void limitBody(long bytes) {
    maxBody = bytes;
  }

  /** All requests so far, refused ones too. */
  public synchronized List<ReceivedRequest> requests() {
    return List.copyOf(received);
  }

  /** Trace requests that were taken. */
  public List<ExportTraceServiceRequest> traces() {
    return taken(ExportTraceServiceRequest.class);
  }

  /** Metric requests that were taken. */
  public List<ExportMetricsServiceRequest> metrics() {
    return taken(ExportMetricsServiceRequest.class);
  }

  /** Log requests that were taken. */
  public List<ExportLogsServiceRequest> logs() {
    return taken(ExportLogsServiceRequest.class);
  }

  /** Requests of a signal that were taken. */
  public List<Message> messages(Signal signal) {
    return requests().stream()
        .filter(request -> request.taken() && request.signal() == signal)
        .map(ReceivedRequest::message)
        .toList();
  }

  private <T extends Message> List<T> taken(Class<T> type) {
    return requests().stream()
        .filter(ReceivedRequest::taken)
        .map(ReceivedRequest::message)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Items of a signal that were taken. */
  public synchronized long items(Signal signal) {
    return received.stream()
        .filter(request -> request.taken() && request.signal() == signal)
        .mapToLong(ReceivedRequest::items)
        .sum();
  }

  /** Waits until at least {@code n} items of a signal were taken. */
  public void awaitItems(Signal signal, long n, Duration limit) throws Exception {
    await(_ -> items(signal) >= n, limit, () -> signal.count(n) + ", got " + items(signal));
  }

  /** Waits until at least {@code n} requests came, refused ones too. */
  public void awaitRequests(int n, Duration limit) throws Exception {
    await(all -> all.size() >= n, limit, () -> n + " requests, got " + requests().size());
  }

  private synchronized void await(
      Predicate<List<ReceivedRequest>> done, Duration limit, Supplier<String> what)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.test(received)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException("waited " + limit + " for " + what.get());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Forgets what it has. */
  public synchronized void clear() {
    received.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, judge(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer judge(HttpExchange exchange) throws IOException {
    byte[] raw = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Optional<Signal> signal = signalOf(path);
    if (signal.isEmpty()) {
      return Answer.text(404, "404 page not found");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.status(405);
    }
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    String encoding = headers.getOrDefault("content-encoding", List.of("")).getFirst();
    try {
      byte[] body = OtlpBodies.decompress(encoding, raw);
      Message message =
          isJson(headers.getOrDefault("content-type", List.of("")).getFirst())
              ? OtlpBodies.parseJson(signal.get(), body)
              : OtlpBodies.parse(signal.get(), body);
      int items = OtlpBodies.items(message);
      return store(
          new ReceivedRequest(
              signal.get(),
              path,
              headers,
              raw.length,
              ByteString.copyFrom(body),
              message,
              items,
              0));
    } catch (IOException e) {
      return Answer.text(400, "otlp parse error: " + e.getMessage());
    }
  }

  private synchronized Optional<Signal> signalOf(String path) {
    return Optional.ofNullable(paths.get(path));
  }

  private synchronized Answer store(ReceivedRequest request) {
    Answer answer = decide(request);
    int status = answer.hangUp() == Answer.HangUp.BEFORE ? 0 : answer.status();
    received.add(
        new ReceivedRequest(
            request.signal(),
            request.path(),
            request.headers(),
            request.wireSize(),
            request.body(),
            request.message(),
            request.items(),
            status));
    notifyAll();
    return answer;
  }

  private Answer decide(ReceivedRequest request) {
    if (!next.isEmpty()) {
      return next.poll();
    }
    Optional<Answer> scripted = script.apply(request);
    if (scripted.isPresent()) {
      return scripted.get();
    }
    if (!credentials.isEmpty() && !credentials.equals(request.header("authorization"))) {
      return request.header("authorization").isEmpty()
          ? Answer.unauthorized("no credentials provided")
          : Answer.unauthorized("invalid authentication credentials");
    }
    boolean json = isJson(request.header("content-type"));
    if (!json && !request.header("content-type").startsWith("application/x-protobuf")) {
      return Answer.status(415);
    }
    if (request.body().size() > maxBody) {
      return Answer.text(413, "request body too large: the limit is " + maxBody + " bytes");
    }
    return json ? Answer.json(200, "{}") : Answer.ok();
  }

  private static boolean isJson(String contentType) {
    return contentType.startsWith("application/json");
  }

  private static void send(HttpExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    if (!answer.delay().isZero()) {
      Thread.sleep(answer.delay());
    }
    if (answer.hangUp() == Answer.HangUp.BEFORE) {
      return; // Closing an exchange without an answer breaks the connection.
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().toByteArray();
    boolean midway = answer.hangUp() == Answer.HangUp.MIDWAY;
    long promised = midway ? body.length + 100L : body.length == 0 ? -1 : body.length;
    exchange.sendResponseHeaders(answer.status(), promised);
    if (promised > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.flush();
    }
  }

  /** Stops listening and breaks connections off. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }
}
