package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** The real program as a process of its own, on free ports. Closing it ends that process. */
final class GatewayUnderTest implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Path folder;
  private final int[] ports;

  private GatewayUnderTest(Process process, Path folder, int[] ports) {
    this.process = process;
    this.folder = folder;
    this.ports = ports;
    Thread.ofVirtual().name("gateway-output").start(this::read);
  }

  /** Starts it with this configuration laid over the base, and waits until it is ready. */
  static GatewayUnderTest start(Path folder, String yaml, String... options) throws IOException {
    return start(folder, Map.of(), yaml, options);
  }

  /** The same with variables of the environment. */
  static GatewayUnderTest start(
      Path folder, Map<String, String> environment, String yaml, String... options)
      throws IOException {
    int[] ports = {OwnPorts.next(), OwnPorts.next(), OwnPorts.next(), OwnPorts.next()};
    Files.writeString(base(folder, ports), base(ports));
    Files.writeString(own(folder, ports), yaml);
    return run(folder, ports, environment, options);
  }

  /** Starts it again after its end, on the same ports and with what it left in its folder. */
  GatewayUnderTest again(String... options) throws IOException {
    // A process that lives for seconds is not worth the second compiler.
    String jvm = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    return run(folder, ports, Map.of("JDK_JAVA_OPTIONS", jvm), options);
  }

  private static GatewayUnderTest run(
      Path folder, int[] ports, Map<String, String> environment, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of("--config", base(folder, ports).toString()));
    arguments.addAll(List.of("--config", own(folder, ports).toString()));
    arguments.addAll(Arrays.asList(options));
    Process process = GatewayJvm.start(folder, environment, arguments);
    GatewayUnderTest gateway = new GatewayUnderTest(process, folder, ports);
    try {
      gateway.awaitLine("is ready");
    } catch (AssertionError e) {
      gateway.close();
      throw e;
    }
    return gateway;
  }

  private static Path base(Path folder, int[] ports) {
    return folder.resolve("base-" + ports[0] + ".yaml");
  }

  private static Path own(Path folder, int[] ports) {
    return folder.resolve("own-" + ports[0] + ".yaml");
  }

  /** Writes another configuration in the place of the one it was started with. */
  void write(String yaml) throws IOException {
    Files.writeString(own(folder, ports), yaml);
  }

  /** Sends SIGQUIT: the virtual machine prints what every thread does. */
  void quit() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start().waitFor();
  }

  /** Sends SIGHUP. */
  void hangUp() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start().waitFor();
  }

  /** Lines that hold this text. */
  long linesWith(String part) {
    return lines().stream().filter(line -> line.contains(part)).count();
  }

  /** Receivers, own metrics and health on free ports; what a test adds comes after it. */
  private static String base(int[] ports) {
    return """
    receivers:
      otlp:
        protocols:
          grpc: {endpoint: "127.0.0.1:%d"}
          http: {endpoint: "127.0.0.1:%d"}
    extensions:
      health_check: {endpoint: "127.0.0.1:%d"}
    service:
      extensions: [health_check]
      telemetry:
        metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}
    """
        .formatted(ports[0], ports[1], ports[2], ports[3]);
  }

  /** Starts any command, and waits for nothing. */
  static GatewayUnderTest command(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    Process process = GatewayJvm.start(folder, environment, List.of(arguments));
    return new GatewayUnderTest(process, folder, new int[4]);
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("(output ended: " + e.getMessage() + ")");
    }
  }

  int grpcPort() {
    return ports[0];
  }

  int httpPort() {
    return ports[1];
  }

  /** The one for a protocol as {@code OTEL_EXPORTER_OTLP_PROTOCOL} names it. */
  int port(String protocol) {
    return protocol.equals("grpc") ? grpcPort() : httpPort();
  }

  String health(String path) {
    return get(ports[2], path);
  }

  /** All of its own metrics, as text. */
  String metrics() {
    return get(ports[3], "/metrics");
  }

  /** The sum over all series whose line starts with this. */
  double metric(String start) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  HttpResponse<String> post(String path, String contentType, byte[] body) {
    return send(request(path, contentType, body).build());
  }

  /** A body of protobuf with further headers, names and values in turn. */
  HttpResponse<String> postWith(String path, byte[] body, String... headers) {
    return send(request(path, "application/x-protobuf", body).headers(headers).build());
  }

  /** The same with a body of protobuf, compressed. */
  HttpResponse<String> postGzip(String path, byte[] body) {
    return send(
        request(path, "application/x-protobuf", gzip(body))
            .header("Content-Encoding", "gzip")
            .build());
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private HttpRequest.Builder request(String path, String contentType, byte[] body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
        .header("Content-Type", contentType)
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** What one of its own pages says. */
  static String get(int port, String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build())
        .body();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  void awaitLine(String part) {
    Await.until(
        "a line with \"" + part + "\" in\n" + String.join("\n", lines()),
        () -> lines().stream().anyMatch(line -> line.contains(part)) || !process.isAlive());
    if (lines().stream().noneMatch(line -> line.contains(part)) && !process.isAlive()) {
      throw new AssertionError("ended without: " + part + "\n" + String.join("\n", lines()));
    }
  }

  /** As Kubernetes and service managers do. */
  void terminate() {
    // Process.destroy would also close the pipe that the last lines come through.
    process.toHandle().destroy();
  }

  /** As {@code kill -INT} does, or Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    List<String> kill = List.of("kill", "-INT", Long.toString(process.pid()));
    assertThat(new ProcessBuilder(kill).inheritIO().start().waitFor()).isZero();
  }

  /**
   * A value of {@code /proc/PID/status} in KiB, such as {@code VmRSS}.
   *
   * @throws java.nio.file.NoSuchFileException where the system has no {@code /proc}
   */
  long kib(String key) throws IOException {
    return ProcStatus.of(process.toHandle()).kib(key);
  }

  /** Ends it with SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end. */
  int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("still runs after 60 s\n" + String.join("\n", lines()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
