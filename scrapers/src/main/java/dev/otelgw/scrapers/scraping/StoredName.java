package dev.otelgw.scrapers.scraping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The name under which a backend that speaks PromQL stores a metric that came by OTLP
 * (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", OTLP metric points to
 * Prometheus).
 */
final class StoredName {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("%", "percent"));

  private static final Map<String, String> PER =
      Map.of("s", "second", "min", "minute", "m", "minute", "h", "hour", "d", "day");

  private StoredName() {}

  static String of(Metric metric) {
    if (metric.naming() == Naming.PROMETHEUS) {
      return metric.name();
    }
    List<String> tokens =
        new ArrayList<>(
            Arrays.stream(metric.name().split("[^A-Za-z0-9:*]+", -1))
                .filter(token -> !token.isEmpty())
                .toList());
    for (String word : unit(metric.unit())) {
      if (!tokens.contains(word)) {
        tokens.add(word);
      }
    }
    if (metric.monotonic()) {
      tokens.remove("total");
      tokens.add("total");
    } else if (metric.kind() == Metric.Kind.GAUGE
        && metric.unit().equals("1")
        && !tokens.contains("ratio")) {
      tokens.add("ratio");
    }
    return String.join("_", tokens);
  }

  private static List<String> unit(String unit) {
    int slash = unit.indexOf('/');
    String main = slash < 0 ? unit : unit.substring(0, slash);
    List<String> words = new ArrayList<>();
    if (!main.isEmpty() && !main.equals("1") && !main.startsWith("{")) {
      words.add(UNITS.getOrDefault(main, main));
    }
    if (slash >= 0 && !unit.substring(slash + 1).startsWith("{")) {
      String per = unit.substring(slash + 1);
      words.add("per");
      words.add(PER.getOrDefault(per, per));
    }
    return words;
  }
}
