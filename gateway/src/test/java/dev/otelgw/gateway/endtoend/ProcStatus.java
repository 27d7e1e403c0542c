package dev.otelgw.gateway.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says of a process.
 *
 * @param lines of its {@code /proc/PID/status}
 */
record ProcStatus(List<String> lines) {

  /** Whether this system has such a thing. */
  static boolean exists() {
    return Files.exists(Path.of("/proc/self/status"));
  }

  static ProcStatus of(ProcessHandle process) throws IOException {
    return new ProcStatus(Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")));
  }

  /** A size such as {@code VmRSS}, in KiB. */
  long kib(String key) {
    return Long.parseLong(value(key).replace("kB", "").strip());
  }

  /** Whether it ignores a signal, by its number. */
  boolean ignores(int signal) {
    return (Long.parseUnsignedLong(value("SigIgn"), 16) >> (signal - 1) & 1) == 1;
  }

  private String value(String key) {
    String start = key + ":";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
