package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real broker of this machine with a node name, ports, folders and a port mapper of its own; what
 * the system's service has is left alone.
 */
final class RabbitServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
  private static final String BOTH = "rabbitmq_management,rabbitmq_prometheus";

  private final Path folder;
  private final int amqp = OwnPorts.next();
  private final int api = OwnPorts.next();
  private final int plugin = OwnPorts.next();
  private final int distribution = OwnPorts.next();
  private final int mapper = OwnPorts.next();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process portMapper;
  private Process process;

  private RabbitServer(Path folder, String plugins, List<String> settings) {
    this.folder = folder;
    try {
      for (String name : List.of("mnesia", "log", "home")) {
        Files.createDirectories(folder.resolve(name));
      }
      Files.writeString(folder.resolve("enabled_plugins"), "[" + plugins + "].\n");
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "listeners.tcp.default = 127.0.0.1:" + amqp,
                  "log.console = false",
                  "collect_statistics_interval = 1000"));
      if (plugins.contains("management")) {
        lines.add("management.tcp.ip = 127.0.0.1");
        lines.add("management.tcp.port = " + api);
      }
      if (plugins.contains("prometheus")) {
        lines.add("prometheus.tcp.ip = 127.0.0.1");
        lines.add("prometheus.tcp.port = " + plugin);
      }
      lines.addAll(settings);
      Files.write(folder.resolve("rabbitmq.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.portMapper = mapper();
    this.process = launch(plugins);
  }

  /** Started here, since one that a node starts is a daemon that outlives it. */
  private Process mapper() {
    try {
      return command("epmd", "-port", Integer.toString(mapper), "-address", "127.0.0.1").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with both plugins. */
  static RabbitServer start(Path folder, String... settings) {
    return with(folder, BOTH, settings);
  }

  /** One with these plugins; where no broker is installed, the test is skipped, but not in CI. */
  static RabbitServer with(Path folder, String plugins, String... settings) {
    if (!Files.isExecutable(PROGRAM)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(PROGRAM + " is not there");
      }
      Assumptions.abort(PROGRAM + " is not there; install rabbitmq-server");
    }
    return new RabbitServer(folder, plugins, List.of(settings));
  }

  private ProcessBuilder command(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("RABBITMQ_NODENAME", node());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distribution));
    environment.put("ERL_EPMD_PORT", Integer.toString(mapper));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none");
    return builder;
  }

  private Process launch(String plugins) {
    List<Integer> ports = new ArrayList<>(List.of(amqp));
    if (plugins.contains("management")) {
      ports.add(api);
    }
    if (plugins.contains("prometheus")) {
      ports.add(plugin);
    }
    Process started;
    try {
      started = command(PROGRAM.toString()).redirectOutput(folder.resolve("out").toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      awaitAll(ports);
    } catch (AssertionError e) {
      end(started);
      portMapper.destroyForcibly();
      throw new AssertionError(output(), e);
    }
    return started;
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A broker starts in seconds, but not on a machine that has much else to do. */
  private static void awaitAll(List<Integer> ports) {
    try {
      Await.until("the broker listens", () -> ports.stream().allMatch(RabbitServer::listens));
    } catch (AssertionError _) {
      Await.until("the broker listens", () -> ports.stream().allMatch(RabbitServer::listens));
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  String node() {
    return "test" + amqp + "@localhost";
  }

  int amqp() {
    return amqp;
  }

  String apiUrl() {
    return "http://127.0.0.1:" + api;
  }

  String pluginUrl() {
    return "http://127.0.0.1:" + plugin;
  }

  /** What rabbitmqctl says: another way to the same numbers. */
  String ctl(String... words) {
    List<String> all = new ArrayList<>(List.of("/usr/lib/rabbitmq/bin/rabbitmqctl", "-q"));
    all.addAll(List.of(words));
    return run(all);
  }

  private String run(List<String> words) {
    try {
      Process ctl = command(words.toArray(String[]::new)).start();
      String said = new String(ctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      ctl.waitFor();
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks the management API as guest. */
  String get(String path) {
    return send("GET", path, "");
  }

  String put(String path, String body) {
    return send("PUT", path, body);
  }

  private String send(String method, String path, String body) {
    String login =
        Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(apiUrl() + "/api/" + path))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return text(request);
  }

  /** Asks the plugin. */
  String metrics(String path) {
    return text(HttpRequest.newBuilder(URI.create(pluginUrl() + path)).build());
  }

  /** A number without labels that the plugin shows; -1 if it does not. */
  double number(String name) {
    return metrics("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private String text(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(request.uri() + ": " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void user(String name, String password, String tags) {
    put(
        "users/" + URLEncoder.encode(name, StandardCharsets.UTF_8),
        "{\"password\":\"%s\",\"tags\":\"%s\"}".formatted(password, tags));
  }

  /** Signals the node itself, which is a child of the program that starts it. */
  void signal(String signal) {
    ProcessTree.signal(process.toHandle(), signal);
  }

  /** Ends it at once, as a crash does. */
  void kill() {
    end(process);
  }

  private static void end(Process one) {
    one.descendants().forEach(ProcessHandle::destroyForcibly);
    one.destroyForcibly();
    try {
      one.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again after {@link #kill}. */
  void again() {
    process = launch(BOTH);
  }

  @Override
  public void close() {
    kill();
    portMapper.destroyForcibly();
  }
}
