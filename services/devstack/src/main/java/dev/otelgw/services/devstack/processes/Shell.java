package dev.otelgw.services.devstack.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Small commands of the system. */
public final class Shell {

  private Shell() {}

  /** The program on the PATH, or null. */
  public static @Nullable Path find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Whether a command ends well within ten seconds; what it says is dropped. */
  public static boolean succeeds(String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws StackException with what it said, if it fails
   */
  public static void run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new StackException(words.getFirst() + " failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new StackException(words.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }

  /**
   * Signals processes; those that are gone are passed over. The shell's own {@code kill} is used,
   * since slim images lack the program.
   *
   * @param targets process ids, or negated ids of process groups
   */
  static void signal(String signal, List<Long> targets) {
    if (targets.isEmpty()) {
      return;
    }
    String all = targets.stream().map(String::valueOf).collect(Collectors.joining(" "));
    List<String> words = new ArrayList<>(List.of("sh", "-c"));
    words.add("for t in %s; do kill -s %s -- $t 2>/dev/null; done; true".formatted(all, signal));
    run(words);
  }
}
