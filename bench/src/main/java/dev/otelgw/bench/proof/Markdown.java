package dev.otelgw.bench.proof;

import java.util.List;
import java.util.Locale;

/** The rows of a table. */
final class Markdown {

  private Markdown() {}

  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text =
        new StringBuilder(row(head)).append(row(head.stream().map(_ -> "---").toList()));
    rows.forEach(cells -> text.append(row(cells)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** A count of what is missing, and its share where there is any. */
  static String missing(long missing, long of) {
    return missing == 0
        ? "0"
        : String.format(Locale.ROOT, "%d (%.2f %%)", missing, 100.0 * missing / Math.max(1, of));
  }

  static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
