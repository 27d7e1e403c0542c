package dev.otelgw.bench.arm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A gateway: one process, from start to stop. */
public final class Gateway implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(2);

  private final Processes processes;
  private final Process process;
  private final Path log;
  private final InetSocketAddress address;
  private final long begin;
  private Duration startTime = Duration.ZERO;

  private Gateway(
      Processes processes, Process process, Path log, InetSocketAddress address, long begin) {
    this.processes = processes;
    this.process = process;
    this.log = log;
    this.address = address;
    this.begin = begin;
  }

  /**
   * Starts a process and waits for nothing.
   *
   * @param log what it says is added to this file
   * @param address where it will listen
   */
  static Gateway launch(
      Processes processes, List<String> command, Path log, InetSocketAddress address) {
    long begin = System.nanoTime();
    return new Gateway(processes, processes.start(command, log), log, address, begin);
  }

  /**
   * Waits until its port takes connections.
   *
   * @throws IllegalStateException when it ends or does not listen in time, with the end of its
   *     output
   */
  public void awaitListening() throws IOException, InterruptedException {
    while (!listens(address)) {
      Duration waited = age();
      if (!process.isAlive() || waited.compareTo(START_LIMIT) > 0) {
        processes.stop(process);
        throw new IllegalStateException(
            "does not listen on " + address + " after " + waited + ":\n" + tail(log));
      }
      Thread.sleep(POLL);
    }
    startTime = age();
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Since the start of the process. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** From the start of the process to its first listening; zero before that was waited for. */
  public Duration startTime() {
    return startTime;
  }

  /** Its processes. */
  public ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  /** Asks it to end, and waits; it may still deliver meanwhile. */
  public void stop() throws InterruptedException {
    processes.stop(process);
  }

  /** Ends it with SIGKILL, and waits until it is gone. */
  public void kill() throws InterruptedException {
    processes.kill(process);
    process.waitFor();
  }

  /** Ends it at once, if it has not ended yet. */
  @Override
  public void close() {
    processes.kill(process);
  }
}
