package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Families.Shown;
import dev.otelgw.exporters.prometheus.Point.ExponentialPoint;
import dev.otelgw.exporters.prometheus.Point.HistogramPoint;
import dev.otelgw.exporters.prometheus.Point.InfoPoint;
import dev.otelgw.exporters.prometheus.Point.NumberPoint;
import dev.otelgw.exporters.prometheus.Point.SummaryPoint;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Families as text 0.0.4 or OpenMetrics 1.0. An exponential histogram has its sum and count there,
 * and no buckets: neither format has native histograms. Single-threaded.
 */
final class TextFamilies {

  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  private final Lines lines;
  private final Predicate<String> taken;

  /**
   * Writes to {@code lines}.
   *
   * @param taken whether some family has samples of that name
   */
  TextFamilies(Lines lines, Predicate<String> taken) {
    this.lines = lines;
    this.taken = taken;
  }

  void end() throws IOException {
    lines.end();
  }

  void write(Family family, List<Shown> series) throws IOException {
    Heading heading = heading(family);
    if (!family.help().isEmpty()) {
      lines.meta("HELP", heading.name, family.help());
    }
    lines.meta("TYPE", heading.name, heading.type);
    String unit = family.name().unit();
    if (lines.open() && !unit.isEmpty() && heading.name.endsWith("_" + unit)) {
      lines.meta("UNIT", heading.name, unit);
    }
    String created = heading.name + "_created";
    boolean withCreated = lines.open() && !taken.test(created);
    boolean withExemplars = heading.type.equals("counter") || family.kind() == Kind.HISTOGRAM;
    for (Shown each : series) {
      sample(family.text(), each.labels(), each.point(), withExemplars);
      boolean counts = withExemplars || family.kind() == Kind.SUMMARY;
      if (withCreated && counts && each.point().start() > 0) {
        lines.sample(created, each.labels(), Numbers.seconds(each.point().start()), 0);
      }
    }
  }

  private record Heading(String name, String type) {}

  /**
   * In OpenMetrics a counter's family has the name without {@code _total}, and an info's without
   * {@code _info}; where the name has none, or another family has the rest, the type cannot be
   * said.
   */
  private Heading heading(Family family) {
    Kind kind = family.kind();
    String name = family.text();
    if (!lines.open()) {
      return new Heading(name, kind.plain);
    }
    String suffix = kind == Kind.COUNTER ? TOTAL : kind == Kind.INFO ? INFO : "";
    if (suffix.isEmpty()) {
      return new Heading(name, kind.open);
    }
    String base = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
    if (base.isEmpty() || taken.test(base)) {
      return new Heading(name, kind == Kind.COUNTER ? Kind.UNKNOWN.open : Kind.GAUGE.open);
    }
    return new Heading(base, kind.open);
  }

  private void sample(String name, Labels labels, Point point, boolean exemplars)
      throws IOException {
    switch (point) {
      case NumberPoint number ->
          lines.sample(
              name,
              labels,
              "",
              "",
              Numbers.value(number.value()),
              number.time(),
              exemplars ? number.exemplar() : null);
      case InfoPoint info -> lines.sample(name, info.labels(), "1", 0);
      case HistogramPoint histogram -> histogram(name, labels, histogram);
      case ExponentialPoint histogram -> {
        Exemplar exemplar =
            histogram.exemplars().isEmpty() ? null : histogram.exemplars().getLast();
        bucket(name, labels, Double.POSITIVE_INFINITY, histogram.count(), point.time(), exemplar);
        sumAndCount(name, labels, histogram.sum(), histogram.count(), point.time());
      }
      case SummaryPoint summary -> summary(name, labels, summary);
    }
  }

  private void histogram(String name, Labels labels, HistogramPoint histogram) throws IOException {
    long count = 0;
    double[] bounds = histogram.bounds();
    for (int i = 0; i <= bounds.length; i++) {
      count += histogram.counts()[i];
      double bound = i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY;
      Exemplar exemplar = histogram.exemplars().isEmpty() ? null : histogram.exemplars().get(i);
      bucket(name, labels, bound, count, histogram.time(), exemplar);
    }
    sumAndCount(name, labels, histogram.sum(), count, histogram.time());
  }

  private void bucket(
      String name, Labels labels, double bound, long count, long time, @Nullable Exemplar exemplar)
      throws IOException {
    lines.sample(
        name + "_bucket", labels, "le", bound(bound), Numbers.count(count), time, exemplar);
  }

  private void summary(String name, Labels labels, SummaryPoint summary) throws IOException {
    for (int i = 0; i < summary.quantiles().length; i++) {
      String quantile = bound(summary.quantiles()[i]);
      String value = Numbers.plain(summary.values()[i]);
      lines.sample(name, labels, "quantile", quantile, value, summary.time(), null);
    }
    sumAndCount(name, labels, summary.sum(), summary.count(), summary.time());
  }

  private void sumAndCount(String name, Labels labels, double sum, long count, long time)
      throws IOException {
    if (!Double.isNaN(sum)) {
      lines.sample(name + "_sum", labels, Numbers.plain(sum), time);
    }
    lines.sample(name + "_count", labels, Numbers.count(count), time);
  }

  private String bound(double bound) {
    return lines.open() ? Numbers.canonical(bound) : Numbers.plain(bound);
  }
}
