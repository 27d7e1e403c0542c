package dev.otelgw.services.devstack.processes;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts processes and sees to it that none outlives us, however we end.
 *
 * <p>Each leads a session of its own, so that Ctrl-C reaches only us and we end the others in
 * order. Should we be killed, a shell that waits at the end of a pipe of ours reads its end and
 * kills them. Should that be killed too, the next one to use the folder does it: a file there has
 * the ids and start times of what runs. Safe for use by many threads.
 */
public final class Keeper implements AutoCloseable {

  /** Reads {@code + TARGET} and {@code - TARGET}; at the end of its input it kills what is left. */
  private static final String WATCH =
      """
      list=' '
      while read -r sign target; do
        case $sign in
          +) list="$list$target " ;;
          -) case $list in *" $target "*) list="${list%%" $target "*} ${list#*" $target "}" ;; esac ;;
        esac
      done
      for target in $list; do kill -s KILL -- "$target" 2>/dev/null; done
      """;

  /** Begins when it reads a line: once we know of it, and not at all if we die before that. */
  private static final String BEGIN = "read -r begin && exec \"$@\" </dev/null";

  /** The clock by which the system tells when a process began may be set meanwhile. */
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private final Path list;
  private final FileChannel lock;
  private final List<String> session;
  private final Process watcher;
  private final Writer toWatcher;
  private final Map<Long, String> running = new LinkedHashMap<>();

  private Keeper(Path folder, FileChannel lock) throws IOException {
    this.list = folder.resolve("processes");
    this.lock = lock;
    this.session = session();
    killWhatWasLeft();
    List<String> words = new ArrayList<>(session);
    words.addAll(List.of("sh", "-c", WATCH));
    this.watcher =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    this.toWatcher =
        new BufferedWriter(
            new OutputStreamWriter(watcher.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Takes a folder, which is made if it is not there, and ends what a dead predecessor left
   * running.
   *
   * @throws StackException if another process has the folder
   */
  public static Keeper of(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!takes(lock)) {
        lock.close();
        throw new StackException(folder + " is in use: something else runs there");
      }
      return new Keeper(folder, lock);
    } catch (IOException e) {
      throw new StackException(folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean takes(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** How to start something in a session of its own; empty where nothing can. */
  private static List<String> session() {
    if (Shell.find("setsid") != null) {
      return List.of("setsid");
    }
    if (Shell.find("perl") != null) {
      return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127");
    }
    return List.of();
  }

  private void killWhatWasLeft() throws IOException {
    if (!Files.exists(list)) {
      return;
    }
    List<Long> left = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String[] words = line.split(" ", -1);
      long pid = Long.parseLong(words[0]);
      Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
      ProcessHandle.of(pid)
          .filter(handle -> isSame(handle, start))
          .ifPresent(handle -> {
            handle.descendants().map(ProcessHandle::pid).forEach(left::add);
            left.add(pid);
          });
    }
    Shell.signal("KILL", left);
    Files.delete(list);
  }

  private static boolean isSame(ProcessHandle handle, Instant start) {
    return handle
        .info()
        .startInstant()
        .map(other -> Duration.between(other, start).abs().compareTo(SAME_START) < 0)
        .orElse(false);
  }

  /**
   * Starts a process; its input is empty.
   *
   * @throws StackException if the system cannot
   */
  public Child start(Command command) {
    List<String> words = new ArrayList<>(session);
    words.addAll(List.of("sh", "-c", BEGIN, "sh"));
    words.addAll(command.words());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OTEL_") || name.startsWith("GRAFANA_CLOUD_"));
    builder.environment().putAll(command.environment());
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      return started(command, builder);
    } catch (IOException e) {
      throw new StackException(command.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private synchronized Child started(Command command, ProcessBuilder builder) throws IOException {
    if (!watcher.isAlive()) {
      throw new StackException(command.name() + " is not started: all is being ended");
    }
    Process process = builder.start();
    long pid = process.pid();
    boolean leader = !session.isEmpty();
    long start = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
    running.put(pid, pid + " " + start);
    tell("+", pid, leader);
    try (OutputStream begin = process.getOutputStream()) {
      begin.write('\n');
    }
    return new Child(command.name(), process, command.log(), leader, () -> gone(pid, leader));
  }

  private synchronized void gone(long pid, boolean leader) {
    if (running.remove(pid) == null || !watcher.isAlive()) {
      return;
    }
    try {
      tell("-", pid, leader);
    } catch (IOException e) {
      throw new StackException("the list of processes: " + e.getMessage(), e);
    }
  }

  private void tell(String sign, long pid, boolean leader) throws IOException {
    toWatcher.write(sign + " " + (leader ? -pid : pid) + "\n");
    toWatcher.flush();
    Files.write(list, running.values());
  }

  /** Ends what still runs, by force: those who want it in order do that before. Idempotent. */
  @Override
  public synchronized void close() {
    try {
      toWatcher.close();
      watcher.waitFor();
      if (lock.isOpen()) {
        Files.deleteIfExists(list);
      }
      lock.close();
    } catch (IOException e) {
      throw new StackException("the list of processes: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
