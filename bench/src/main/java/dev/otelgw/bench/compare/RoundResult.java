package dev.otelgw.bench.compare;

import dev.otelgw.bench.load.Report;
import java.util.Locale;

/**
 * One arm in one round.
 *
 * @param arm its name
 * @param round from 1
 * @param startSeconds from the start of the process to its listening
 * @param idleMib resident memory before the first request
 * @param cpuSeconds of the gateway's processes over the measured load, until everything was
 *     delivered
 * @param wallSeconds of the same
 * @param elsewhereCores cores that were busy meanwhile with neither gateway, load nor sink: the
 *     noise
 * @param rssMib resident memory after the load
 * @param peakMib the highest resident memory
 * @param lost acknowledged items that never arrived, warm-up included
 * @param duplicates items that arrived again; -1 when ids are not unique
 * @param report what the load saw, warm-up not included
 */
record RoundResult(
    String arm,
    int round,
    double startSeconds,
    double idleMib,
    double cpuSeconds,
    double wallSeconds,
    double elsewhereCores,
    double rssMib,
    double peakMib,
    long lost,
    long duplicates,
    Report report) {

  /** The cost: CPU seconds per million acknowledged items. */
  double cpuPerMillion() {
    return cpuSeconds / Math.max(1e-6, report.acknowledgedItems() / 1e6);
  }

  /** Cores the gateway used on average. */
  double cores() {
    return cpuSeconds / Math.max(1e-9, wallSeconds);
  }

  /** One line of JSON. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"arm\":\"%s\",\"round\":%d,\"cpu_s_per_million\":%.4f,\"cpu_s\":%.2f,\"wall_s\":%.3f,\"cores\":%.4f,"
            + "\"elsewhere_cores\":%.3f,\"start_s\":%.4f,\"idle_mib\":%.1f,\"rss_mib\":%.1f,\"peak_mib\":%.1f,"
            + "\"lost\":%d,\"duplicates\":%d,%s}",
        arm,
        round,
        cpuPerMillion(),
        cpuSeconds,
        wallSeconds,
        cores(),
        elsewhereCores,
        startSeconds,
        idleMib,
        rssMib,
        peakMib,
        lost,
        duplicates,
        load());
  }

  private String load() {
    return String.format(
        Locale.ROOT,
        "\"requests\":%d,\"ok\":%d,\"refused\":%d,\"failed\":%d,\"unanswered\":%d,\"first_problem\":\"%s\",\"items\":%d,\"items_per_s\":%.0f,"
            + "\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f",
        report.requests(),
        report.ok(),
        report.refused(),
        report.failed(),
        report.unanswered(),
        report.firstProblem().replaceAll("[\"\\\\\\p{Cntrl}]", " "),
        report.acknowledgedItems(),
        report.itemsPerSecond(),
        report.latency().p50(),
        report.latency().p90(),
        report.latency().p99(),
        report.latency().p999(),
        report.latency().max());
  }
}
