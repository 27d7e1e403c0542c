package dev.otelgw.bench.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine that a comparison runs on. */
public final class Machine {

  private Machine() {}

  /** One line: processor, cores, memory, kernel, system, JDK of the load and the sink. */
  public static String description() {
    long mib = ProcessTree.kib(text("/proc/meminfo"), "MemTotal:") / 1024;
    return String.join(
        ", ",
        value(text("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors() + " cores",
        mib + " MiB",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        value(text("/etc/os-release"), "PRETTY_NAME").replace("\"", ""),
        "load and sink on "
            + System.getProperty("java.vendor.version", "Java")
            + " ("
            + Runtime.version()
            + ")");
  }

  /**
   * Seconds that all cores together were not idle since boot (proc(5): {@code /proc/stat}, line
   * {@code cpu}).
   */
  public static double busySeconds() {
    List<Long> ticks =
        text("/proc/stat").lines().findFirst().stream()
            .flatMap(line -> Stream.of(line.replaceFirst("cpu +", "").split(" ")))
            .map(Long::valueOf)
            .toList();
    return ticks.isEmpty() ? 0 : busyTicks(ticks) / 100.0;
  }

  /** User, nice, system, irq, softirq and steal; idle and iowait (the 4th and 5th) are not work. */
  static long busyTicks(List<Long> ticks) {
    long busy = 0;
    for (int index = 0; index < Math.min(8, ticks.size()); index++) {
      busy += index == 3 || index == 4 ? 0 : ticks.get(index);
    }
    return busy;
  }

  private static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceFirst("^[^:=]*[:=]\\s*", ""))
        .findFirst()
        .orElse(key + " unknown");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException _) {
      return "";
    }
  }
}
