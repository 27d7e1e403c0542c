package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.units.UnitNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The name under which a backend that speaks PromQL stores a metric that came by OTLP
 * (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", OTLP metric points to
 * Prometheus).
 */
final class StoredName {

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
    for (String word : List.of(UnitNames.main(metric.unit()), UnitNames.per(metric.unit()))) {
      if (!word.isEmpty() && !tokens.contains(word)) {
        tokens.add(word);
      }
    }
    if (metric.monotonic()) {
      tokens.remove("total");
      tokens.add("total");
    } else if (metric.kind() == Metric.Kind.GAUGE
        && UnitNames.ratio(metric.unit())
        && !tokens.contains("ratio")) {
      tokens.add("ratio");
    }
    return String.join("_", tokens);
  }
}
