package dev.otelgw.gateway.endtoend;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The OpenTelemetry SDK of another language: programs of {@code src/test/sdks} and, in {@code
 * target/sdks}, the libraries that their lists of versions name. They are fetched on first use.
 *
 * @param folder where the programs are, beside their libraries
 * @param interpreter what runs them
 */
record ForeignSdk(Path folder, Path interpreter) {

  private static final Duration FETCH_LIMIT = Duration.ofMinutes(4);
  private static final Duration RUN_LIMIT = Duration.ofSeconds(60);

  /** With the versions of {@code requirements.txt}, in an environment of their own. */
  static ForeignSdk python() throws IOException, InterruptedException {
    Path python = Programs.need("install Python 3.10 or newer with venv", "python3");
    Path folder = Path.of("target", "sdks", "python").toAbsolutePath();
    Path interpreter = folder.resolve(Path.of("libraries", "bin", "python"));
    if (renew("python", folder, "requirements.txt")) {
      fetch(folder, List.of(python.toString(), "-m", "venv", "libraries"));
      fetch(
          folder,
          List.of(
              interpreter.toString(),
              "-m",
              "pip",
              "install",
              "--no-input",
              "--no-deps",
              "--only-binary=:all:",
              "--requirement=requirements.txt"));
      fetched(folder, "requirements.txt");
    }
    return new ForeignSdk(folder, interpreter);
  }

  /** With the versions of {@code package-lock.json}. */
  static ForeignSdk node() throws IOException, InterruptedException {
    String cure = "install Node.js 18.19 or newer with npm";
    Path node = Programs.need(cure, "node");
    Path npm = Programs.need(cure, "npm");
    Path folder = Path.of("target", "sdks", "node").toAbsolutePath();
    if (renew("node", folder, "package-lock.json")) {
      fetch(folder, List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      fetched(folder, "package-lock.json");
    }
    return new ForeignSdk(folder, node);
  }

  /** Lays the programs anew. True where the libraries are not those that the list names. */
  private static boolean renew(String language, Path folder, String list) throws IOException {
    Path sources = Path.of("src", "test", "sdks", language);
    Path mark = folder.resolve("fetched").resolve(list);
    boolean same = Files.exists(mark) && Files.mismatch(mark, sources.resolve(list)) == -1;
    if (!same) {
      delete(folder);
    }
    Files.createDirectories(folder.resolve("fetched"));
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return !same;
  }

  private static void fetched(Path folder, String list) throws IOException {
    Files.copy(folder.resolve(list), folder.resolve("fetched").resolve(list));
  }

  private static void fetch(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Programs.run(folder, Map.of(), folder.resolve("fetch.log"), FETCH_LIMIT, command);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Runs the program that sends everything to two places.
   *
   * @param protocol as in {@code OTEL_EXPORTER_OTLP_PROTOCOL}
   * @param gatewayPort of {@code localhost}, as the SDKs' default has it
   * @param direct URL of the other place
   */
  void deliver(String program, String protocol, int gatewayPort, String direct)
      throws IOException, InterruptedException {
    run(
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + gatewayPort),
        program,
        protocol,
        direct);
  }

  /** Runs a program of the folder to its end. */
  void run(Map<String, String> environment, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(interpreter.toString(), program), Stream.of(arguments)).toList();
    Path log = folder.resolve(Path.of(program).getFileName() + ".log");
    Programs.run(folder, environment, log, RUN_LIMIT, command);
  }
}
