package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ServerTls;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets a Collector's configuration run here as it is: names of backends lead to stand-ins, ports to
 * free ones, paths to a folder, and all else stays as it was written. Closing it ends everything.
 */
final class Stage implements AutoCloseable {

  static final Path CONFIGURATIONS = Path.of("src/test/collector-configs");

  private static final int PORTS = 10;

  /**
   * Below those that the system gives to others by itself, which may be in use by the time a
   * gateway wants them; beginning somewhere, since suites may run side by side.
   */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(12_000, 31_000));

  private final Path folder;
  private final TestAuthority authority = TestAuthority.named("stage");
  private final Map<String, String> replacements = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> assignments = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private List<String> validated = List.of();
  private GatewayUnderTest gateway;
  private int metricsPort;
  private int healthPort;
  private int zpagesPort;
  private int counter;

  /**
   * A request that was acknowledged.
   *
   * @param message what was sent
   */
  record Sent(Signal signal, Message message) {}

  Stage(Path folder) throws IOException {
    this.folder = folder;
    // A process that lives for seconds is not worth the second compiler.
    environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    while (free.size() < PORTS) {
      int port = NEXT_PORT.getAndIncrement();
      if (isFree(port)) {
        free.add(port);
      }
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException _) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  TestAuthority authority() {
    return authority;
  }

  Stage env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Stage set(String assignment) {
    assignments.addAll(List.of("--set", assignment));
    return this;
  }

  /** Puts a path of this machine in the place of one in the configuration. */
  Stage replace(String written, String here) {
    replacements.put(written, here);
    return this;
  }

  /** A stand-in for the backend whose URL stands in the configuration. */
  OtlpBackend http(String written) {
    OtlpBackend backend = OtlpBackend.start();
    return standingIn(backend, written, "http://127.0.0.1:" + backend.port());
  }

  /** The same with TLS, and a certificate of this stage's authority. */
  OtlpBackend https(String written) throws Exception {
    Issued own = authority.forLocalhost();
    OtlpBackend backend = OtlpBackend.startTls(ServerTls.of(own, authority));
    return standingIn(backend, written, "https://127.0.0.1:" + backend.port());
  }

  private OtlpBackend standingIn(OtlpBackend backend, String written, String here) {
    open.push(backend);
    URI url = URI.create(written);
    for (Signal signal : Signal.values()) {
      backend.serve(url.getPath() + "/v1/" + signal.lowerName(), signal);
    }
    replace(written, here + url.getPath());
    return backend;
  }

  /** A stand-in for the backend whose host and port stand in the configuration. */
  GrpcBackend grpc(String written) {
    return standingIn(GrpcBackend.start(), written);
  }

  /** One that was made elsewhere. */
  GrpcBackend standingIn(GrpcBackend backend, String written) {
    open.push(backend);
    replace(written, backend.address());
    return backend;
  }

  /** Another port for one that stands in the configuration, with what is before it. */
  int port(String written) {
    int port = free.pop();
    ports.add(port);
    replace(written, written.substring(0, written.lastIndexOf(':') + 1) + port);
    return port;
  }

  /** Another port for one that the configuration leaves to the default. */
  int unwritten(String key) {
    int port = free.pop();
    ports.add(port);
    set(key + "=localhost:" + port);
    return port;
  }

  /** Validates, then runs these files, and waits until every port is open. */
  void start(String... names) throws IOException {
    List<String> files = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      files.addAll(List.of("--config", copy(name)));
      all.append(Files.readString(CONFIGURATIONS.resolve(name + ".yaml")));
    }
    ownPorts(all.toString());
    files.addAll(assignments);
    try (GatewayUnderTest validate = command("validate", files)) {
      int code = validate.exitCode();
      Await.until("its last line", () -> code != 0 || validate.linesWith("valid") > 0);
      assertThat(code).as(String.join("\n", validate.lines())).isZero();
      validated = validate.lines();
    }
    gateway = command("run", files);
    open.push(gateway);
    for (int port : ports) {
      try {
        Await.until("port " + port, () -> !gateway.isAlive() || listens(port));
      } catch (AssertionError e) {
        throw new AssertionError(String.join("\n", gateway.lines()), e);
      }
    }
    assertThat(gateway.isAlive()).as(() -> String.join("\n", gateway.lines())).isTrue();
  }

  private GatewayUnderTest command(String command, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    return GatewayUnderTest.command(folder, environment, all.toArray(new String[0]));
  }

  private String copy(String name) throws IOException {
    String text = Files.readString(CONFIGURATIONS.resolve(name + ".yaml"));
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      text = text.replace(replacement.getKey(), replacement.getValue());
    }
    metricsPort = metricsPort == 0 ? free.pop() : metricsPort;
    healthPort = healthPort == 0 ? free.pop() : healthPort;
    zpagesPort = zpagesPort == 0 ? free.pop() : zpagesPort;
    text =
        text.replace(":8888", ":" + metricsPort)
            .replace("port: 8888", "port: " + metricsPort)
            .replace(":13133", ":" + healthPort)
            .replace(":55679", ":" + zpagesPort);
    Path copy = folder.resolve(Path.of(name).getFileName() + ".yaml");
    Files.writeString(copy, text);
    return copy.toString();
  }

  /** Tests run side by side, so what has a port by default gets another one. */
  private void ownPorts(String yaml) {
    if (!yaml.contains("8888")) {
      set(
          "service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: 127.0.0.1, port:"
              + " %d}}}}]".formatted(metricsPort));
    }
    if (yaml.contains("health_check:") && !yaml.contains(":13133")) {
      set("extensions.health_check.endpoint=localhost:" + healthPort);
    }
    if (yaml.contains("zpages:") && !yaml.contains(":55679")) {
      set("extensions.zpages.endpoint=localhost:" + zpagesPort);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a small request of each signal; all must be acknowledged. */
  List<Sent> send(Sender sender, Signal... signals) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (Signal signal : signals) {
      counter++;
      sent.add(send(sender, signal, Batches.of(signal, "request-" + counter, 3).message()));
    }
    return sent;
  }

  /** Sends a request, which must be acknowledged. */
  Sent send(Sender sender, Signal signal, Message message) throws Exception {
    assertThat(sender.send(signal, message.toByteArray()))
        .as(() -> String.join("\n", gateway.lines()))
        .isIn("OK", "200");
    return new Sent(signal, message);
  }

  /** Waits until all of these are there, each resource as it was sent. */
  void arrives(List<Sent> sent, Function<Signal, List<Message>> destination) {
    for (Sent one : sent) {
      List<Message> wanted = Seen.resources(one.message());
      Await.until(
          "%s in%n%s%nof%n%s"
              .formatted(one, destination.apply(one.signal()), String.join("\n", gateway.lines())),
          () ->
              destination.apply(one.signal()).stream()
                  .flatMap(message -> Seen.resources(message).stream())
                  .toList()
                  .containsAll(wanted));
    }
  }

  /** The lines that {@code validate} wrote. */
  List<String> validated() {
    return validated;
  }

  GatewayUnderTest gateway() {
    return gateway;
  }

  /** What one of the gateway's own pages says: its metrics, its health, what runs. */
  String metrics() {
    return GatewayUnderTest.get(metricsPort, "/metrics");
  }

  String health(String path) {
    return GatewayUnderTest.get(healthPort, path);
  }

  String zpages(String path) {
    return GatewayUnderTest.get(zpagesPort, path);
  }

  /** Whatever else is to be closed at the end. */
  <T extends AutoCloseable> T closing(T closeable) {
    open.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    List<Exception> failures = new ArrayList<>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    assertThat(failures).isEmpty();
  }
}
