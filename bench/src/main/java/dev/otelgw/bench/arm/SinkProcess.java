package dev.otelgw.bench.arm;

import dev.otelgw.bench.message.NumberSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The null sink as a process of its own, and the runner's questions to it. */
public final class SinkProcess implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("http=(\\d+) grpc=(\\d+) control=(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("(\\w+)=(\\d+)");

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

  /** What has arrived since the last reset; see the sink's own words. */
  public record Counts(long items, long distinct, long duplicates) {}

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int httpPort;
  private final int grpcPort;
  private final int controlPort;

  private SinkProcess(Process process, Matcher ports) {
    this.process = process;
    this.httpPort = Integer.parseInt(ports.group(1));
    this.grpcPort = Integer.parseInt(ports.group(2));
    this.controlPort = Integer.parseInt(ports.group(3));
  }

  /**
   * Starts a sink with the class path and JVM of this process; {@code arguments} are those of the
   * sink's command.
   */
  public static SinkProcess start(Processes processes, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(
        List.of("-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.otelgw.bench.Main", "sink", "--http-port=0", "--grpc-port=0"));
    command.add("--until-stdin-closes");
    command.addAll(arguments);
    Process process =
        processes.track(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    Matcher ports = LISTENING.matcher(line == null ? "" : line);
    if (!ports.find()) {
      throw new IllegalStateException("sink: did not start: " + line);
    }
    return new SinkProcess(process, ports);
  }

  /** The JVM that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where it takes OTLP/HTTP. */
  public int httpPort() {
    return httpPort;
  }

  /** Where it takes OTLP/gRPC. */
  public int grpcPort() {
    return grpcPort;
  }

  /** Its process. */
  public ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  /** Forgets what has arrived. */
  public void reset() throws IOException, InterruptedException {
    ask("POST", "/reset", HttpResponse.BodyHandlers.ofString());
  }

  /** Has the OTLP/HTTP port refuse connections. */
  public void away() throws IOException, InterruptedException {
    ask("POST", "/away", HttpResponse.BodyHandlers.ofString());
  }

  /** Has the OTLP/HTTP port listen again. */
  public void back() throws IOException, InterruptedException {
    String answer = ask("POST", "/back", HttpResponse.BodyHandlers.ofString());
    if (!answer.startsWith("back")) {
      throw new IllegalStateException(answer);
    }
  }

  /** Has every request answered with that HTTP status. */
  public void status(int code) throws IOException, InterruptedException {
    ask("POST", "/status/" + code, HttpResponse.BodyHandlers.ofString());
  }

  /** How much has arrived. */
  public Counts counts() throws IOException, InterruptedException {
    String stats = ask("GET", "/stats", HttpResponse.BodyHandlers.ofString());
    long items = 0;
    long distinct = 0;
    long duplicates = 0;
    Matcher matcher = NUMBER.matcher(stats);
    while (matcher.find()) {
      long value = Long.parseLong(matcher.group(2));
      switch (matcher.group(1)) {
        case "items" -> items = value;
        case "distinct" -> distinct = value;
        case "duplicates" -> duplicates = value;
        default -> {}
      }
    }
    return new Counts(items, distinct, duplicates);
  }

  /** What has arrived. */
  public NumberSet arrived() throws IOException, InterruptedException {
    return NumberSet.fromBytes(ask("GET", "/arrived", HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** Waits until so many items have arrived, or nothing has for a while, at most a minute. */
  public void awaitItems(long wanted, Duration quiet) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long changed = begin;
    long last = -1;
    while (System.nanoTime() - begin < DRAIN_LIMIT.toNanos()) {
      long items = counts().items();
      if (items >= wanted) {
        return;
      }
      if (items != last) {
        last = items;
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > quiet.toNanos()) {
        return;
      }
      Thread.sleep(20);
    }
  }

  private <T> T ask(String method, String path, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controlPort + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, body).body();
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
  }
}
