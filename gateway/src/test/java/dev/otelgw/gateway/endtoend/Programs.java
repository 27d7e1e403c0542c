package dev.otelgw.gateway.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that tests run, and what happens where one is missing. */
final class Programs {

  private static final int SHOWN_CHARACTERS = 4000;

  private Programs() {}

  /**
   * The first of these programs that is on the PATH. Where none is, the test is skipped, and says
   * so; on continuous integration ({@code CI=true}) it fails, since there everything is installed.
   *
   * @param cure what to install, for the message
   */
  static Path need(String cure, String... names) {
    Optional<Path> found = Arrays.stream(names).flatMap(name -> onPath(name).stream()).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    String missing = String.join(" or ", names) + " is not on the PATH; " + cure;
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    System.out.println("SKIPPED: " + missing);
    return Assumptions.abort(missing);
  }

  private static Optional<Path> onPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a command to its end.
   *
   * @param log gets what it says
   * @throws AssertionError with the end of that, where it fails or passes the limit
   */
  static void run(
      Path folder, Map<String, String> environment, Path log, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        builder(folder, command, environment)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    end(process);
    if (!ended || process.exitValue() != 0) {
      String said = Files.readString(log);
      throw new AssertionError(
          "%s: %s\n%s"
              .formatted(
                  String.join(" ", command),
                  ended ? "exit code " + process.exitValue() : "no end within " + limit,
                  said.substring(Math.max(0, said.length() - SHOWN_CHARACTERS))));
    }
  }

  /** Without what this shell asks of SDKs and of clients of HTTP: the defaults are tested. */
  static ProcessBuilder builder(
      Path folder, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    if (environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")) {
      builder.environment().keySet().removeIf(Programs::isProxy);
    }
    return builder;
  }

  private static boolean isProxy(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }

  /** Ends a process and what it started, by force. */
  static void end(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }
}
