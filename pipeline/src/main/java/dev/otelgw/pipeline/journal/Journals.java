package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journals of one directory, which is locked. Those who share it get the same journals: a
 * reload may have two queues of a name for a while. Thread-safe.
 */
public final class Journals {

  private static final String DEAD_LETTERS = "dead-letter";

  private final Path directory;
  private final FileChannel lockFile;
  private final Map<String, Shared> journals = new HashMap<>();
  private final Map<String, DeadLetters> deadLetters = new ConcurrentHashMap<>();
  private int users = 1;

  private Journals(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /**
   * Opens the directory; {@link #close} it.
   *
   * @param create whether to make it if it is not there
   * @throws IOException in words for people, if it cannot be used
   */
  public static Journals open(Path directory, boolean create) throws IOException {
    Path path = directory.toAbsolutePath().normalize();
    return new Journals(path, lock(path, create));
  }

  /** For one more user, who closes it, too. */
  public synchronized Journals share() {
    users++;
    return this;
  }

  private static FileChannel lock(Path directory, boolean create) throws IOException {
    if (create) {
      Private.createFolders(directory);
    }
    FileChannel channel =
        Private.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another storage or process uses it; stop that, or give each its own directory");
    }
    return channel;
  }

  /** The directory. */
  public Path directory() {
    return directory;
  }

  /**
   * The journal of an exporter for one signal; {@link #release} it as often.
   *
   * @throws IOException in words for people, if its files cannot be used
   */
  public Journal journal(String exporter, Signal signal, JournalSettings settings, Clock clock)
      throws IOException {
    String name = name(exporter) + "." + signal.lowerName();
    synchronized (journals) {
      Shared shared = journals.get(name);
      if (shared == null) {
        shared = new Shared(Journal.open(directory.resolve(name), signal, settings, clock));
        journals.put(name, shared);
      }
      shared.users++;
      return shared.journal;
    }
  }

  /** The dead letters of an exporter for one signal. */
  public DeadLetters deadLetters(String exporter, Signal signal) {
    return deadLetters.computeIfAbsent(
        name(exporter) + "." + signal.lowerName(),
        name -> new DeadLetters(directory.resolve(DEAD_LETTERS).resolve(name)));
  }

  /** All that a directory has, for commands. */
  public static List<DeadLetters> allDeadLetters(Path directory) throws IOException {
    Path folder = directory.resolve(DEAD_LETTERS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).sorted().map(DeadLetters::new).toList();
    }
  }

  /** An exporter's name, {@code otlp_http/backup}, as that of a folder: in percent-encoding. */
  private static String name(String exporter) {
    StringBuilder name = new StringBuilder();
    for (byte next : exporter.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = next == '_' || next == '-' || Character.isLetterOrDigit(next);
      name.append(plain && next > 0 ? (char) next : "%%%02X".formatted(next));
    }
    return name.toString();
  }

  /** Gives a journal back; the last one closes it. */
  public void release(Journal journal) {
    synchronized (journals) {
      journals
          .values()
          .removeIf(shared -> {
            boolean last = shared.journal.equals(journal) && --shared.users == 0;
            if (last) {
              journal.close();
            }
            return last;
          });
    }
  }

  /** Gives the directory back; the last one leaves it to other processes. */
  public synchronized void close() throws IOException {
    if (--users == 0) {
      lockFile.close();
    }
  }

  private static final class Shared {
    private final Journal journal;
    private int users;

    Shared(Journal journal) {
      this.journal = journal;
    }
  }
}
