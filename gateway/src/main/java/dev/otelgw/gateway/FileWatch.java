package dev.otelgw.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Says when files have changed. Their contents are compared, every two seconds: that is cheap for a
 * few kilobytes, and unlike the system's notifications it sees the swapped links of a Kubernetes
 * ConfigMap, network file systems, and editors that replace the file.
 */
final class FileWatch implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final List<Path> files;
  private final Runnable changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Path, Long> seen = new LinkedHashMap<>();

  /**
   * Watches from now on.
   *
   * @param changed called when files differ from before and have stayed so for one look: they may
   *     be in the middle of being written
   */
  FileWatch(List<Path> files, Runnable changed) {
    this.files = List.copyOf(files);
    this.changed = changed;
    seen.putAll(look());
    Thread.ofVirtual().name("watch").start(this::watch);
  }

  private void watch() {
    Map<Path, Long> last = Map.copyOf(seen);
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        Map<Path, Long> now = look();
        if (now.equals(last) && !now.equals(seen)) {
          seen.putAll(now);
          changed.run();
        }
        last = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<Path, Long> look() {
    Map<Path, Long> sums = new LinkedHashMap<>();
    for (Path file : files) {
      CRC32C sum = new CRC32C();
      try {
        sum.update(Files.readAllBytes(file));
        sums.put(file, sum.getValue());
      } catch (IOException e) {
        sums.put(file, -1L); // It is not there now; that is a change like any other.
      }
    }
    return sums;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
