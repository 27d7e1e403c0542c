package dev.otelgw.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The rounds as a Markdown table: medians over the rounds of each arm. */
final class Table {

  private final List<String> arms;
  private final List<RoundResult> results;

  Table(List<String> arms, List<RoundResult> results) {
    this.arms = List.copyOf(arms);
    this.results = List.copyOf(results);
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    List<String> head =
        new ArrayList<>(List.of("arm", "CPU-s per million items (lowest - highest)"));
    arms.forEach(arm -> head.add("÷ " + arm));
    head.addAll(
        List.of("cores", "items/s", "P50 / P99 / P99.9 / max ms", "listening after s", "idle MiB"));
    head.addAll(
        List.of(
            "RSS (peak) MiB",
            "refused / failed",
            "lost",
            "duplicates",
            "elsewhere cores",
            "rounds"));
    lines.add(row(head));
    lines.add(row(head.stream().map(_ -> "---").toList()));
    for (String arm : arms) {
      List<RoundResult> own = of(arm);
      lines.add(own.isEmpty() ? row(List.of(arm, "no round ended well")) : row(cells(arm, own)));
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> cells(String arm, List<RoundResult> own) {
    List<String> cells = new ArrayList<>();
    cells.add(arm);
    double lowest = own.stream().mapToDouble(RoundResult::cpuPerMillion).min().orElse(0);
    double highest = own.stream().mapToDouble(RoundResult::cpuPerMillion).max().orElse(0);
    cells.add(
        two(median(own, RoundResult::cpuPerMillion))
            + " ("
            + two(lowest)
            + " - "
            + two(highest)
            + ")");
    arms.forEach(other -> cells.add(other.equals(arm) ? "" : two(ratio(own, of(other)))));
    cells.add(two(median(own, RoundResult::cores)));
    cells.add(whole(median(own, result -> result.report().itemsPerSecond())));
    cells.add(
        String.join(
            " / ",
            two(median(own, result -> result.report().latency().p50())),
            two(median(own, result -> result.report().latency().p99())),
            two(median(own, result -> result.report().latency().p999())),
            two(median(own, result -> result.report().latency().max()))));
    cells.add(two(median(own, RoundResult::startSeconds)));
    cells.add(whole(median(own, RoundResult::idleMib)));
    cells.add(
        whole(median(own, RoundResult::rssMib))
            + " ("
            + whole(median(own, RoundResult::peakMib))
            + ")");
    long refused = sum(own, result -> result.report().refused());
    cells.add(refused + " / " + (sum(own, result -> result.report().errors()) - refused));
    cells.add(Long.toString(sum(own, RoundResult::lost)));
    cells.add(
        own.getFirst().duplicates() < 0
            ? "not looked for"
            : Long.toString(sum(own, RoundResult::duplicates)));
    cells.add(two(median(own, RoundResult::elsewhereCores)));
    cells.add(Integer.toString(own.size()));
    return cells;
  }

  /**
   * The median of what the two arms' costs were to each other in the same round: neighbours share
   * their noise.
   */
  private static double ratio(List<RoundResult> own, List<RoundResult> others) {
    return median(
        own.stream()
            .flatMapToDouble(result ->
                others.stream()
                    .filter(other -> other.round() == result.round())
                    .mapToDouble(other -> result.cpuPerMillion() / other.cpuPerMillion()))
            .toArray());
  }

  private List<RoundResult> of(String arm) {
    return results.stream().filter(result -> result.arm().equals(arm)).toList();
  }

  private static double median(List<RoundResult> results, ToDoubleFunction<RoundResult> value) {
    return median(results.stream().mapToDouble(value).toArray());
  }

  /** The middle value, or the mean of the two in the middle; NaN of nothing. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static long sum(List<RoundResult> results, ToLongFunction<RoundResult> value) {
    return results.stream().mapToLong(value).sum();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String two(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
