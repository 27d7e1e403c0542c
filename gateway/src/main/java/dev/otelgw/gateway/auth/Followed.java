package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What files of secrets say: read at the start, and again when they have changed. What is compared
 * is what they hold, which also sees the swapped links of a Kubernetes Secret. Thread-safe, but for
 * start and close.
 */
final class Followed implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ComponentId id;
  private final Map<String, String> files;
  private final Consumer<Map<String, String>> use;
  private final Logger log;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Map<String, String> inUse = Map.of();
  private @Nullable Map<String, String> seen;
  private String said = "";

  /**
   * Opens nothing yet.
   *
   * @param files their paths by the keys of the configuration that name them
   * @param use is given the texts by the same keys. It takes them over, or throws an {@code
   *     IllegalArgumentException} with what is wrong with them, without showing them
   */
  Followed(
      ComponentId id, Map<String, String> files, Consumer<Map<String, String>> use, Logger log) {
    this.id = id;
    this.files = new LinkedHashMap<>(files);
    this.use = use;
    this.log = log;
  }

  /**
   * Reads the files, and follows them from then on.
   *
   * @throws StartException if one cannot be read or used
   */
  void start() {
    try {
      Map<String, String> texts = read();
      use.accept(texts);
      inUse = texts;
      seen = texts;
    } catch (IllegalArgumentException e) {
      throw new StartException(id + ": " + e.getMessage(), e);
    }
    if (!files.isEmpty()) {
      Thread.ofVirtual().name(id.key() + "/files").start(this::follow);
    }
  }

  private void follow() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look. What has changed is used when it is the same at the next look: it is complete. */
  synchronized void look() {
    try {
      Map<String, String> now = read();
      boolean complete = now.equals(seen);
      seen = now;
      if (complete && !now.equals(inUse)) {
        use.accept(now);
        inUse = now;
        log.info("{}: {} changed; what is in it now is in use", id, String.join(", ", names()));
      }
      if (complete) {
        said = "";
      }
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      if (!said.equals(problem)) {
        log.warn("{}: {}; what was read before stays in use", id, problem);
        said = problem;
      }
    }
  }

  private Iterable<String> names() {
    return files.entrySet().stream().map(file -> file.getKey() + " " + file.getValue()).toList();
  }

  private Map<String, String> read() {
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((key, file) -> texts.put(key, read(key + " " + file, file)));
    return texts;
  }

  private static String read(String name, String file) {
    Function<String, IllegalArgumentException> problem =
        words -> new IllegalArgumentException(name + ": " + words);
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      throw problem.apply("there is no such file; correct the path or put it there");
    } catch (AccessDeniedException _) {
      throw problem.apply("not permitted; let the user that otelgw runs as read the file");
    } catch (IOException | InvalidPathException e) {
      throw problem.apply("cannot be read: " + e.getMessage());
    }
  }

  /** Follows no more. */
  @Override
  public void close() {
    closed.countDown();
  }
}
