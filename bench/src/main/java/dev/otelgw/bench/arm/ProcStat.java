package dev.otelgw.bench.arm;

import java.util.List;

/**
 * What {@code /proc/PID/stat} says of one process, in clock ticks (proc(5), fields 14 to 17).
 *
 * @param user ticks in user mode
 * @param system ticks in the kernel
 * @param reaped user and system ticks of children that have ended and been waited for
 */
record ProcStat(long user, long system, long reaped) {

  /** The first field after the command's name is field 3. */
  private static final int FIRST = 3;

  static ProcStat parse(String stat) {
    // The name stands in parentheses and may hold spaces and parentheses itself.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" "));
    return new ProcStat(
        field(fields, 14), field(fields, 15), field(fields, 16) + field(fields, 17));
  }

  private static long field(List<String> fields, int number) {
    return Long.parseLong(fields.get(number - FIRST));
  }

  long ticks() {
    return user + system + reaped;
  }
}
