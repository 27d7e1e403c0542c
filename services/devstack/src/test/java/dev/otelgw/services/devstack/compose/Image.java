package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a Dockerfile makes, made by its own steps in a folder, once for all tests of a process. What
 * the build has compiled is not compiled again.
 *
 * @param folder in place of the root of the image
 */
record Image(Path folder) {

  private static final Path IMAGES =
      Path.of("target", "images", System.getProperty("test.fork", "1")).toAbsolutePath();
  private static final Map<String, Image> BUILT = new ConcurrentHashMap<>();

  static Image gateway() {
    return BUILT.computeIfAbsent("gateway", _ -> build("gateway", "gateway.Dockerfile"));
  }

  /**
   * One of the services.
   *
   * @param service api, bot or scheduler
   */
  static Image service(String service) {
    return BUILT.computeIfAbsent(
        service, _ -> build(service, "service.Dockerfile", "SERVICE=" + service));
  }

  private static Image build(String name, String file, String... arguments) {
    Path images = ComposeFile.FOLDER.resolve("images");
    Path folder = IMAGES.resolve(name);
    List<String> words =
        new ArrayList<>(
            List.of(
                images.resolve("dry-run").toString(),
                images.resolve(file).toString(),
                folder.toString()));
    words.addAll(List.of(arguments));
    try {
      delete(folder);
      Files.createDirectories(IMAGES);
      Path log = IMAGES.resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("OTELGW_ASSEMBLE_BUILT", Sources.find().root().toString());
      Process process = builder.start();
      if (!process.waitFor(4, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            file + " takes longer than four minutes: " + Files.readString(log));
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(file + ": " + Files.readString(log, StandardCharsets.UTF_8));
      }
      return new Image(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  List<String> entrypoint() {
    return lines("entrypoint");
  }

  /** What is handed to the entry point unless compose.yaml says otherwise. */
  List<String> command() {
    return lines("command");
  }

  List<String> healthcheck() {
    return lines("healthcheck");
  }

  private List<String> lines(String name) {
    return ComposeFile.textOf(folder.resolve(name)).lines().toList();
  }
}
