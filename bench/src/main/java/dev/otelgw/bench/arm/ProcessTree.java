package dev.otelgw.bench.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU and memory of a process with all its descendants, read from {@code /proc}. */
public final class ProcessTree {

  /** USER_HZ: what Linux reports times in, on every architecture that Java 25 runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** User plus system seconds so far, children that have ended included. */
  public double cpuSeconds() {
    long ticks = 0;
    for (Path process : processes()) {
      String stat = text(process.resolve("stat"));
      ticks += stat.isEmpty() ? 0 : ProcStat.parse(stat).ticks();
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Resident memory now, in MiB; pages that several processes share are counted in each. */
  public double rssMib() {
    return statusMib("VmRSS:");
  }

  /** The sum of the highest resident memory that each process ever had, in MiB. */
  public double peakMib() {
    return statusMib("VmHWM:");
  }

  private double statusMib(String key) {
    return processes().stream()
            .mapToLong(process -> kib(text(process.resolve("status")), key))
            .sum()
        / 1024.0;
  }

  /** The value of one line of {@code /proc/PID/status}, in KiB; 0 when there is no such line. */
  static long kib(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  private List<Path> processes() {
    return Stream.concat(Stream.of(root), root.descendants())
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .toList();
  }

  /** Empty when the process has ended. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
