package dev.otelgw.bench.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Everything a run starts, so that it can be ended by its id: at close, and at the end of this JVM
 * (Ctrl-C). Safe for use by several threads.
 */
public final class Processes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAll, "processes/stop");

  /** None yet. */
  public Processes() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a process whose output is added to a file, in that file's folder. */
  Process start(List<String> command, Path log) {
    return track(
        new ProcessBuilder(command)
            .directory(Objects.requireNonNull(log.toAbsolutePath().getParent(), "folder").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /**
   * Starts a process and remembers it.
   *
   * @throws IllegalStateException when there is no such program
   */
  Process track(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      running.add(process);
      return process;
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + builder.command().getFirst(), e);
    }
  }

  /** Asks a process to end; kills it and its descendants when it has not done so after 20 s. */
  void stop(Process process) throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      System.err.println(
          "process " + process.pid() + " did not end within " + PATIENCE + ", killed");
    }
    Stream.concat(Stream.of(process.toHandle()), descendants.stream())
        .filter(ProcessHandle::isAlive)
        .forEach(ProcessHandle::destroyForcibly);
    running.remove(process);
  }

  /** Ends a process and its descendants at once. */
  void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    running.remove(process);
  }

  /** Runs a short command to its end and gives its output; bounded by {@code limit}. */
  public String output(List<String> command, Path log, Duration limit)
      throws IOException, InterruptedException {
    Process process = start(command, log);
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    stop(process);
    String output = Files.readString(log).strip();
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + ": "
              + (ended ? "exit " + process.exitValue() : "no end in " + limit)
              + ": "
              + output);
    }
    return output;
  }

  private void killAll() {
    running.forEach(this::kill);
  }

  @Override
  public void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
