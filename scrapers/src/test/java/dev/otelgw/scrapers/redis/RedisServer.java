package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real server of this machine, on a free port and in a folder of its own. */
final class RedisServer implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisServer(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.process = launch();
  }

  /** Starts one; without a program to start, the test is skipped, but not where CI=true. */
  static RedisServer start(Path folder, String... options) {
    need("redis-server");
    return new RedisServer(folder, OwnPorts.next(), List.of(options));
  }

  static void need(String program) {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    if (!there) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(program + " is not on the PATH");
      }
      Assumptions.abort(program + " is not on the PATH; install it");
    }
  }

  private Process launch() {
    List<String> command =
        new ArrayList<>(
            List.of("redis-server", "--bind", "127.0.0.1", "--save", "", "--dir", folder + ""));
    if (!options.contains("--port")) {
      command.addAll(List.of("--port", Integer.toString(port)));
    }
    command.addAll(options);
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log-" + port).toFile())
              .start();
      Await.until("redis-server listens", () -> listens());
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** What redis-cli says to a command: another way to the same numbers. */
  String cli(String... words) {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
    command.addAll(List.of(words));
    try {
      Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      cli.waitFor();
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  InfoFields info() {
    return InfoFields.parse(cli("info", "all"));
  }

  /** Ends it at once, as a crash does, and starts another one on the same port. */
  void restart() {
    kill();
    process = launch();
  }

  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
