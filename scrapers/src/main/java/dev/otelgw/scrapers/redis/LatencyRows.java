package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.HistogramValue;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.TopObjects;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** How long commands took, as distributions, and what held the server up. Not thread-safe. */
final class LatencyRows {

  static final String HISTOGRAM = "LATENCY HISTOGRAM";
  static final String LATEST = "LATENCY LATEST";

  private static final int MOST_COMMANDS = 40;
  private static final int MOST_EVENTS = 16;

  /**
   * Upper bounds of the server's buckets, in microseconds: powers of two in nanoseconds, from 1024
   * to above a second. It leaves out empty ones.
   */
  static final List<Double> BOUNDS_USEC =
      List.of(
          1.0, 2.0, 4.0, 8.0, 16.0, 33.0, 66.0, 132.0, 264.0, 528.0, 1056.0, 2113.0, 4227.0, 8454.0,
          16908.0, 33816.0, 67633.0, 135266.0, 270532.0, 541065.0, 1082130.0);

  private static final List<Double> BOUNDS_SECONDS =
      BOUNDS_USEC.stream().map(usec -> usec / 1e6).toList();

  private static final Metric DURATION =
      Metric.otel(
              "redis.command.duration",
              Kind.HISTOGRAM,
              "s",
              "How long commands took; the 40 most called, the rest as other.")
          .by("cmd")
          .in("latency", HISTOGRAM + ", INFO cmdstat_CMD usec")
          .on("7.0 and later");
  private static final Metric SPIKE =
      Metric.otel("redis.latency.spike.duration", Kind.GAUGE, "s", "The latest hold-up by event.")
          .decimals()
          .by("event")
          .in("latency", LATEST);
  private static final Metric SPIKE_TIME =
      Metric.otel("redis.latency.spike.time", Kind.GAUGE, "s", "When that was, since 1970.")
          .by("event")
          .in("latency", LATEST);
  private static final Metric PROM_DURATION =
      Metric.prometheus("redis_commands_latencies_usec", Kind.HISTOGRAM, "How long commands took.")
          .by("cmd")
          .in("latency", HISTOGRAM + ", INFO cmdstat_CMD usec")
          .on("7.0 and later");
  private static final Metric PROM_SPIKE_TIME =
      Metric.prometheus("redis_latency_spike_last", Kind.GAUGE, "When an event last held it up.")
          .by("event_name")
          .in("latency", LATEST);
  private static final Metric PROM_SPIKE =
      Metric.prometheus(
              "redis_latency_spike_duration_seconds", Kind.GAUGE, "The latest hold-up by event.")
          .by("event_name")
          .in("latency", LATEST);

  static final List<Metric> METRICS =
      List.of(DURATION, SPIKE, SPIKE_TIME, PROM_DURATION, PROM_SPIKE_TIME, PROM_SPIKE);

  private final TopObjects top = new TopObjects(MOST_COMMANDS);

  /** A command's calls: how many took at most so many microseconds; and their time in all. */
  private record Calls(long count, double usec, NavigableMap<Double, Long> atMost) {

    HistogramValue buckets(List<Double> bounds, double factor) {
      long[] counts = new long[BOUNDS_USEC.size() + 1];
      long before = 0;
      for (int i = 0; i < BOUNDS_USEC.size(); i++) {
        Map.Entry<Double, Long> reached = atMost.floorEntry(BOUNDS_USEC.get(i));
        long upTo = reached == null ? before : Math.max(before, reached.getValue());
        counts[i] = upTo - before;
        before = upTo;
      }
      counts[BOUNDS_USEC.size()] = Math.max(0, count - before);
      List<Long> list = Arrays.stream(counts).boxed().toList();
      return new HistogramValue(
          list.stream().mapToLong(Long::longValue).sum(), usec * factor, bounds, list);
    }

    Calls plus(Calls more) {
      NavigableMap<Double, Long> sums = new TreeMap<>();
      for (Double bound : BOUNDS_USEC) {
        sums.put(bound, upTo(bound) + more.upTo(bound));
      }
      return new Calls(count + more.count, usec + more.usec, sums);
    }

    private long upTo(double bound) {
      Map.Entry<Double, Long> reached = atMost.floorEntry(bound);
      return reached == null ? 0 : reached.getValue();
    }
  }

  void write(Answers answers, Points points, Points counters) {
    Map<String, Calls> commands = commands(answers);
    Map<String, Double> scores = new HashMap<>();
    commands.forEach((command, calls) -> scores.put(command, (double) calls.count()));
    Set<String> chosen = top.choose(scores);
    Map<String, Calls> rows = new LinkedHashMap<>();
    commands.forEach((command, calls) -> {
      counters.add(PROM_DURATION, calls.buckets(BOUNDS_USEC, 1), command);
      rows.merge(chosen.contains(command) ? command : TopObjects.OTHER, calls, Calls::plus);
    });
    rows.forEach(
        (command, calls) -> counters.add(DURATION, calls.buckets(BOUNDS_SECONDS, 1e-6), command));
    events(answers.list(LATEST), points);
  }

  /** The sum is INFO's of the same moment: the histogram has none. */
  private static Map<String, Calls> commands(Answers answers) {
    Map<String, Calls> commands = new LinkedHashMap<>();
    List<?> reply = answers.list(HISTOGRAM);
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      String command = Answers.text(reply.get(i));
      if (reply.get(i + 1) instanceof List<?> details) {
        Map<String, String> stats = InfoFields.parts(answers.info().get("cmdstat_" + command, ""));
        double usec = InfoFields.number(stats.getOrDefault("usec", ""), true).orElse(Double.NaN);
        commands.put(command, calls(details, usec));
      }
    }
    return commands;
  }

  private static Calls calls(List<?> details, double usec) {
    long count = 0;
    NavigableMap<Double, Long> atMost = new TreeMap<>();
    for (int i = 0; i + 1 < details.size(); i += 2) {
      switch (Answers.text(details.get(i))) {
        case "calls" -> count = details.get(i + 1) instanceof Long calls ? calls : 0;
        case "histogram_usec" -> {
          List<?> pairs = details.get(i + 1) instanceof List<?> list ? list : List.of();
          for (int j = 0; j + 1 < pairs.size(); j += 2) {
            if (pairs.get(j) instanceof Long bound && pairs.get(j + 1) instanceof Long upTo) {
              atMost.put((double) bound, upTo);
            }
          }
        }
        default -> {
          // A newer server says more.
        }
      }
    }
    return new Calls(count, usec, atMost);
  }

  private static void events(List<?> reply, Points points) {
    for (Object one : reply.subList(0, Math.min(reply.size(), MOST_EVENTS))) {
      if (one instanceof List<?> event
          && event.size() > 2
          && event.get(1) instanceof Long time
          && event.get(2) instanceof Long millis) {
        String name = Answers.text(event.getFirst());
        points.add(SPIKE, millis / 1e3, name);
        points.add(SPIKE_TIME, time, name);
        points.add(PROM_SPIKE, millis / 1e3, name);
        points.add(PROM_SPIKE_TIME, time, name);
      }
    }
  }
}
