package dev.otelgw.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A gateway that listens: one process, from start to stop. */
final class Gateway implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(2);

  private final Processes processes;
  private final Process process;
  private final InetSocketAddress address;
  private final Duration startTime;

  private Gateway(
      Processes processes, Process process, InetSocketAddress address, Duration startTime) {
    this.processes = processes;
    this.process = process;
    this.address = address;
    this.startTime = startTime;
  }

  /**
   * Starts a process and waits until its port takes connections.
   *
   * @throws IllegalStateException when it ends or does not listen in time, with the end of its
   *     output
   */
  static Gateway start(Processes processes, List<String> command, Path log, int port)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = processes.start(command, log);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    while (!listens(address)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      if (!process.isAlive() || waited.compareTo(START_LIMIT) > 0) {
        processes.stop(process);
        throw new IllegalStateException(
            "does not listen on " + address + " after " + waited + ":\n" + tail(log));
      }
      Thread.sleep(POLL);
    }
    return new Gateway(processes, process, address, Duration.ofNanos(System.nanoTime() - begin));
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
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  InetSocketAddress address() {
    return address;
  }

  /** From the start of the process to its first listening. */
  Duration startTime() {
    return startTime;
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  /** Asks it to end, and waits; it may still deliver meanwhile. */
  void stop() throws InterruptedException {
    processes.stop(process);
  }

  /** Ends it at once, if it has not ended yet. */
  @Override
  public void close() {
    processes.kill(process);
  }
}
