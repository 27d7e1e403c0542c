package dev.otelgw.gateway.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a short path, for sockets. */
final class ShortFolder {

  private ShortFolder() {}

  /** Makes one, which goes when the stage is closed. */
  static Path make(Stage stage) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "otelgw");
    AutoCloseable removal = () -> remove(folder);
    stage.closing(removal);
    return folder;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
