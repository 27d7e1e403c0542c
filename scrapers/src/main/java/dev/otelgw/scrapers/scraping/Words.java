package dev.otelgw.scrapers.scraping;

import java.time.Duration;
import java.util.Locale;

/** How messages write things. */
final class Words {

  private Words() {}

  /** {@code 10 s}, {@code 1.5 s}, {@code 4 min}. */
  static String of(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds >= 120) {
      return Math.round(seconds / 60) + " min";
    }
    return seconds == Math.rint(seconds)
        ? (long) seconds + " s"
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
