package dev.otelgw.bench.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a load. Requests = ok + refused + failed + unanswered.
 *
 * @param requests sent
 * @param ok acknowledged
 * @param refused not taken, retryable
 * @param failed not taken for another reason
 * @param unanswered without an answer when the load gave up waiting
 * @param acknowledgedItems items of the acknowledged requests, less those rejected in them
 * @param byStatus requests by the protocol's own status
 * @param firstProblem status and words of the first answer that took nothing; empty when all were
 *     taken
 * @param latency of the acknowledged requests
 * @param elapsed from the first request to the last answer
 */
public record Report(
    long requests,
    long ok,
    long refused,
    long failed,
    long unanswered,
    long acknowledgedItems,
    Map<String, Long> byStatus,
    String firstProblem,
    Percentiles latency,
    Duration elapsed) {

  /** Copies the map. */
  public Report {
    byStatus = Map.copyOf(byStatus);
  }

  /** Latency in milliseconds; all zero when nothing was acknowledged. */
  public record Percentiles(double p50, double p90, double p99, double p999, double max) {}

  /** Requests that were not acknowledged. */
  public long errors() {
    return refused + failed + unanswered;
  }

  /** Acknowledged items a second. */
  public double itemsPerSecond() {
    return acknowledgedItems / Math.max(1e-9, elapsed.toNanos() / 1e9);
  }

  /** The report for people, several lines. */
  public String text() {
    return String.format(
        Locale.ROOT,
        """
        requests      %d (ok %d, refused %d, failed %d, unanswered %d) %s %s
        acknowledged  %d items in %.1f s: %.0f items/s, %.1f requests/s
        latency ms    P50 %.2f  P90 %.2f  P99 %.2f  P99.9 %.2f  max %.2f
        """,
        requests,
        ok,
        refused,
        failed,
        unanswered,
        byStatus,
        firstProblem,
        acknowledgedItems,
        elapsed.toNanos() / 1e9,
        itemsPerSecond(),
        ok / Math.max(1e-9, elapsed.toNanos() / 1e9),
        latency.p50(),
        latency.p90(),
        latency.p99(),
        latency.p999(),
        latency.max());
  }
}
