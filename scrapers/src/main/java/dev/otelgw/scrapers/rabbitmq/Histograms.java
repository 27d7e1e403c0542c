package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.Sample.Family;
import dev.otelgw.scrapers.scraping.HistogramValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Puts the lines of histograms together, of one family after the other. Not thread-safe. */
final class Histograms {

  /** A server has some for each protocol. */
  private static final int MOST = 1000;

  private static final class Parts {
    private final Family family;
    private final NavigableMap<Double, Double> upTo = new TreeMap<>();
    private double sum = Double.NaN;
    private double count;

    Parts(Family family) {
      this.family = family;
    }
  }

  private final Consumer<Sample> into;
  private final Map<Map<String, String>, Parts> parts = new LinkedHashMap<>();

  Histograms(Consumer<Sample> into) {
    this.into = into;
  }

  void add(Family family, String name, Map<String, String> labels, double value) {
    Map<String, String> own = new LinkedHashMap<>(labels);
    String bound = own.remove("le");
    if (parts.size() >= MOST && !parts.containsKey(own)) {
      return;
    }
    Parts one = parts.computeIfAbsent(own, _ -> new Parts(family));
    if (name.endsWith("_sum")) {
      one.sum = value;
    } else if (name.endsWith("_count")) {
      one.count = value;
    } else if (bound != null) {
      double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
      one.upTo.put(le, value);
    }
  }

  /** Gives those that are complete. */
  void flush() {
    parts.forEach((labels, one) ->
        into.accept(
            new Sample(one.family, one.family.name(), labels, Double.NaN, distribution(one))));
    parts.clear();
  }

  private static HistogramValue distribution(Parts one) {
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    double before = 0;
    for (Map.Entry<Double, Double> bucket : one.upTo.entrySet()) {
      counts.add(Math.max(0, Math.round(bucket.getValue() - before)));
      before = Math.max(before, bucket.getValue());
      if (!bucket.getKey().isInfinite()) {
        bounds.add(bucket.getKey());
      }
    }
    if (counts.size() == bounds.size()) {
      counts.add(Math.max(0, Math.round(one.count - before)));
    }
    long count = counts.stream().mapToLong(Long::longValue).sum();
    return new HistogramValue(count, one.sum, bounds, counts);
  }
}
