package dev.otelgw.services.devstack.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that we started, with all that it started in turn. Safe for use by many threads. */
public final class Child {

  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Bounded, since some systems keep the names of the dead for ever. */
  private static final Duration BURIAL = Duration.ofSeconds(3);

  private final String name;
  private final Process process;
  private final Path log;
  private final boolean leader;
  private final Runnable gone;

  /**
   * @param leader whether it leads a process group of its own
   * @param gone told once when it has ended by our hand
   */
  Child(String name, Process process, Path log, boolean leader, Runnable gone) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.leader = leader;
    this.gone = gone;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it ended with. Only after its end. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Signals this process alone. */
  public void signal(String signal) {
    Shell.signal(signal, List.of(pid()));
  }

  /** Stops it and everything below it where it stands. */
  public void pause() {
    // First the one that starts others, so that no new one escapes.
    signal("STOP");
    Shell.signal("STOP", family());
  }

  /** Lets all of it go on. */
  public void resume() {
    Shell.signal("CONT", family());
  }

  /** Asks one of its processes to end, and ends all by force when ten seconds are over. */
  public void end(String signal, long which) {
    List<Long> family = family();
    // What stands still hears no request.
    Shell.signal("CONT", family);
    Shell.signal(signal, List.of(which));
    if (!awaitEnd(GRACE)) {
      kill();
      return;
    }
    bury(family);
  }

  /** Ends it at once, as a crash does, and everything below it. */
  public void kill() {
    List<Long> family = family();
    Shell.signal("KILL", family);
    process.destroyForcibly();
    awaitEnd(GRACE);
    bury(family);
  }

  /**
   * Sees to it that nothing is left: one that was killed can still hold its ports for a moment, and
   * would be taken for its successor.
   */
  private void bury(List<Long> family) {
    Shell.signal("KILL", remaining(family));
    Waiting.until(BURIAL, () -> family.stream().noneMatch(Child::isThere));
    gone.run();
  }

  private static boolean isThere(long pid) {
    return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Whether it ended by itself within that time. */
  public boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last lines that it said. */
  public String tail(int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return all.stream().skip(Math.max(0, all.size() - lines)).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  /** Its processes: some leave its group, as PostgreSQL's do, and some outlive their parents. */
  private List<Long> family() {
    List<Long> all = new ArrayList<>();
    all.add(pid());
    process.descendants().map(ProcessHandle::pid).forEach(all::add);
    if (leader) {
      all.add(-pid());
    }
    return all;
  }

  private List<Long> remaining(List<Long> family) {
    List<Long> left = new ArrayList<>();
    family.stream()
        .filter(pid -> pid > 0 && pid != pid())
        .filter(pid -> ProcessHandle.of(pid).isPresent())
        .forEach(left::add);
    if (leader) {
      left.add(-pid());
    }
    return left;
  }
}
