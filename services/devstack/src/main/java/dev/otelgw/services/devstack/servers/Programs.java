package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Programs that come with the build, packed in jars of the class path; unpacked on first use. */
final class Programs {

  private final Path folder;

  /**
   * @param folder where to unpack to, and to find what was unpacked before
   */
  Programs(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** The folder with PostgreSQL's {@code bin}, or null where the class path has none for us. */
  @Nullable Path postgres() {
    String name = "postgres-%s-%s.txz".formatted(system(), processor("x86_64", "arm_64"));
    return unpacked(
        name,
        (in, to) -> {
          try (XZInputStream tar = new XZInputStream(in)) {
            Tar.unpack(tar, to);
          }
        });
  }

  /** A redis-server, or null where the class path has none for us. */
  @Nullable Path redis() {
    for (String version : new String[] {"6.2.6-v5", "6.2.7"}) {
      String name =
          "redis-server-%s-%s-%s".formatted(version, system(), processor("amd64", "arm64"));
      Path there =
          unpacked(
              name,
              (in, to) -> {
                Path file = to.resolve("redis-server");
                Files.copy(in, file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
              });
      if (there != null) {
        return there.resolve("redis-server");
      }
    }
    return null;
  }

  /** As the jars call it. */
  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
        ? "darwin"
        : "linux";
  }

  private static String processor(String intel, String arm) {
    return System.getProperty("os.arch").equals("aarch64") ? arm : intel;
  }

  private interface Unpacking {
    void unpack(InputStream in, Path to) throws IOException;
  }

  private @Nullable Path unpacked(String name, Unpacking unpacking) {
    Path there = folder.resolve(name.replace(".txz", ""));
    if (Files.isDirectory(there)) {
      return there;
    }
    try (InputStream in = Programs.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        return null;
      }
      Files.createDirectories(folder);
      Path lock = folder.resolve("lock");
      // A lock of a file holds off other processes only.
      synchronized (Programs.class) {
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock _ = channel.lock()) {
          if (!Files.isDirectory(there)) {
            Path half = emptied(folder.resolve(name + ".new"));
            unpacking.unpack(in, half);
            Files.move(half, there, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      }
      return there;
    } catch (IOException e) {
      throw new StackException("cannot unpack " + name + ": " + e.getMessage(), e);
    }
  }

  /** A folder without what was in it. */
  static Path emptied(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    return Files.createDirectories(path);
  }
}
