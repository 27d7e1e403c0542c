package dev.otelgw.gateway.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few MiB, which can be made larger, or read-only; only root may make one. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;
  private final List<Path> mounted = new ArrayList<>();

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on a new folder; where that is not allowed, the test is skipped, and says so. */
  static SmallDisk mount(Path folder, int mib) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    SmallDisk disk = new SmallDisk(folder);
    String refusal = run("mount", "-t", "tmpfs", "-o", size(mib), "tmpfs", folder.toString());
    if (!refusal.isEmpty()) {
      String skipped = "a small disk cannot be mounted here (root may): " + refusal;
      System.out.println("SKIPPED: " + skipped);
      return Assumptions.abort(skipped);
    }
    disk.mounted.addFirst(folder);
    return disk;
  }

  private static String size(int mib) {
    return "size=" + mib + "m";
  }

  /** Makes it larger. */
  void grow(int mib) throws IOException, InterruptedException {
    must("mount", "-o", "remount," + size(mib), folder.toString());
  }

  /**
   * Makes a folder on it read-only. Files that are open already can still be written to: a kernel
   * lets no file system become read-only under them but by force.
   */
  void freeze(Path inside) throws IOException, InterruptedException {
    must("mount", "--bind", inside.toString(), inside.toString());
    mounted.addFirst(inside);
    must("mount", "-o", "remount,bind,ro", inside.toString());
  }

  /** Makes that folder writable again. */
  void thaw(Path inside) throws IOException, InterruptedException {
    must("umount", inside.toString());
    mounted.remove(inside);
  }

  private static void must(String... command) throws IOException, InterruptedException {
    String refusal = run(command);
    if (!refusal.isEmpty()) {
      throw new AssertionError(refusal);
    }
  }

  /** What the command says; empty when it did what it should. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : String.join(" ", command) + ": " + said.strip();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Path each : mounted) {
        must("umount", "--lazy", each.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
