package dev.otelgw.services.devstack.demo;

import dev.otelgw.services.devstack.load.GameLoad;
import dev.otelgw.services.devstack.sink.Telemetry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lines about what has arrived since the last time. Not thread-safe. */
final class Report {

  private Telemetry.Counts before = new Telemetry.Counts(Map.of(), Map.of(), Map.of());
  private GameLoad.Done doneBefore = new GameLoad.Done(0, 0, 0);

  /**
   * One line for each signal: how many came in all, how many a second since the last time, and from
   * whom.
   *
   * @param seconds since the last time
   */
  String signals(Telemetry.Counts now, double seconds) {
    String lines =
        line("spans", before.spans(), now.spans(), seconds)
            + line("metric points", before.points(), now.points(), seconds)
            + line("log records", before.logs(), now.logs(), seconds);
    before = now;
    return lines;
  }

  private static String line(
      String what, Map<String, Long> before, Map<String, Long> now, double seconds) {
    long sum = sum(now);
    String services =
        now.entrySet().stream()
            .map(each -> {
              long more = each.getValue() - before.getOrDefault(each.getKey(), 0L);
              return "%s %d".formatted(each.getKey(), more);
            })
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-13s %8d  %6.1f/s  %s%n",
        what,
        sum,
        (sum - sum(before)) / seconds,
        services);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What the load did, where something failed. */
  Optional<String> failures(GameLoad load) {
    GameLoad.Done done = load.done();
    long failed = done.failed() - doneBefore.failed();
    doneBefore = done;
    return failed == 0
        ? Optional.empty()
        : Optional.of("%d calls failed, the last: %s".formatted(failed, load.lastFailure()));
  }
}
