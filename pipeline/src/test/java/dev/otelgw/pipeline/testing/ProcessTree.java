package dev.otelgw.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A server's process and those that it has started, while they come and go. */
public final class ProcessTree {

  private ProcessTree() {}

  /**
   * Sends a signal, such as {@code STOP}, to all of them: the first before the others, so that one
   * that is stopped starts no more. One that has ended meanwhile is left out.
   *
   * @throws AssertionError if a process is there and cannot be signalled
   */
  public static void signal(ProcessHandle first, String signal) {
    send(first, signal);
    if (signal.equals("STOP")) {
      Await.until("process " + first.pid() + " to stop", () -> restsOrIsGone(first));
    }
    Set<ProcessHandle> signalled = new HashSet<>();
    boolean more = true;
    while (more) {
      List<ProcessHandle> met =
          first.descendants().filter(handle -> !signalled.contains(handle)).toList();
      met.forEach(handle -> send(handle, signal));
      more = signalled.addAll(met);
    }
  }

  private static void send(ProcessHandle process, String signal) {
    List<String> command = List.of("kill", "-" + signal, Long.toString(process.pid()));
    try {
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (kill.waitFor() != 0 && process.isAlive()) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The state follows the name, which stands in parentheses: proc(5). */
  private static boolean restsOrIsGone(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return "TtZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
    } catch (NoSuchFileException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
