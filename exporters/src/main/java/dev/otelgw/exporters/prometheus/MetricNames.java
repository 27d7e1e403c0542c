package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.units.UnitNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of metrics as Prometheus wants them, by the rules of the OpenTelemetry specification
 * (compatibility/prometheus_and_openmetrics) and, where that leaves a choice, of the Collector.
 * Thread-safe.
 */
final class MetricNames {

  /** More names than this are not remembered: nobody has them, but an attacker may. */
  private static final int REMEMBERED = 10_000;

  /**
   * A name.
   *
   * @param text empty where nothing of the metric's name can be used
   * @param unit as OpenMetrics says it; the name ends in it (before {@code _total}), or it is empty
   */
  record MetricName(String text, String unit) {}

  private record Asked(String name, String unit, Kind kind, boolean ratio) {}

  private final String namespace;
  private final boolean suffixes;
  private final Map<Asked, MetricName> known = new ConcurrentHashMap<>();

  /**
   * Rules.
   *
   * @param namespace stands before every name; empty for none
   * @param suffixes whether units and types become part of the names
   */
  MetricNames(String namespace, boolean suffixes) {
    this.namespace = namespace.isEmpty() ? "" : String.join("_", tokens(namespace)) + "_";
    this.suffixes = suffixes;
  }

  /** The name of a metric of OTLP; {@code gauge} is whether OTLP itself calls it one. */
  MetricName of(String name, String unit, Kind kind, boolean gauge) {
    Asked asked = new Asked(name, unit, kind, gauge && UnitNames.ratio(unit));
    MetricName answer = known.get(asked);
    if (answer == null) {
      answer = suffixes ? withSuffixes(asked) : bare(asked);
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(asked, answer);
    }
    return answer;
  }

  /** A name of our own, such as {@code target_info}, in the namespace. */
  String own(String name) {
    return namespace + name;
  }

  private MetricName withSuffixes(Asked asked) {
    List<String> tokens = tokens(asked.name);
    if (tokens.isEmpty()) {
      return new MetricName("", "");
    }
    String main = UnitNames.main(asked.unit);
    String per = UnitNames.per(asked.unit);
    addOnce(tokens, main);
    addOnce(tokens, per);
    if (asked.kind == Kind.COUNTER) {
      moveToEnd(tokens, "total");
    }
    if (asked.ratio) {
      moveToEnd(tokens, "ratio");
    }
    String name = legal(String.join("_", tokens));
    String unit =
        asked.ratio ? "ratio" : main.isEmpty() || per.isEmpty() ? main + per : both(main, per);
    return new MetricName(name, endsIn(name, unit) ? unit : "");
  }

  private static String both(String main, String per) {
    return main + "_" + per;
  }

  private static boolean endsIn(String name, String unit) {
    String base = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
    return !unit.isEmpty() && base.endsWith("_" + unit);
  }

  private MetricName bare(Asked asked) {
    StringBuilder name = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < asked.name.length(); i++) {
      char c = asked.name.charAt(i);
      if (letterOrDigit(c) || c == '_') {
        name.append(gap && !name.isEmpty() ? "_" : "").append(c);
        gap = false;
      } else {
        gap = true;
      }
    }
    boolean usable = name.chars().anyMatch(c -> c != '_');
    return new MetricName(usable ? legal(name.toString()) : "", "");
  }

  private String legal(String name) {
    String full = namespace + name;
    return digit(full.charAt(0)) ? "_" + full : full;
  }

  private static void addOnce(List<String> tokens, String word) {
    if (!word.isEmpty() && !tokens.contains(word)) {
      tokens.add(word);
    }
  }

  private static void moveToEnd(List<String> tokens, String word) {
    tokens.removeIf(word::equals);
    tokens.add(word);
  }

  /** The parts of a name between everything that a name must not hold, and {@code _}. */
  static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= name.length(); i++) {
      boolean in = i < name.length() && letterOrDigit(name.charAt(i));
      if (in && from < 0) {
        from = i;
      } else if (!in && from >= 0) {
        tokens.add(name.substring(from, i));
        from = -1;
      }
    }
    return tokens;
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c) || c == ':';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
