package dev.otelgw.gateway.docs;

import dev.otelgw.pipeline.MetricDoc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a component measures: a table for each vocabulary. */
final class MetricTables {

  private static final String HEAD =
      """
      | metric | stored as | type | unit | attributes | group | on | source | meaning |
      |---|---|---|---|---|---|---|---|---|
      """;

  private MetricTables() {}

  static String of(String component, List<MetricDoc> metrics) {
    Map<String, List<MetricDoc>> byVocabulary =
        metrics.stream()
            .collect(
                Collectors.groupingBy(
                    MetricDoc::vocabulary, LinkedHashMap::new, Collectors.toList()));
    return byVocabulary.entrySet().stream()
        .map(vocabulary ->
            "#### Metrics of `%s`, %s\n\n%s%s\n"
                .formatted(component, vocabulary.getKey(), HEAD, rows(vocabulary.getValue())))
        .collect(Collectors.joining());
  }

  private static String rows(List<MetricDoc> metrics) {
    return metrics.stream().map(MetricTables::row).collect(Collectors.joining());
  }

  private static String row(MetricDoc metric) {
    return "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            metric.name(),
            metric.stored().equals(metric.name()) ? "the same" : "`" + metric.stored() + "`",
            metric.type(),
            ComponentDoc.cell(metric.unit()),
            String.join(", ", metric.attributes()),
            metric.group(),
            metric.enabled() ? "yes" : "no",
            ComponentDoc.cell(metric.source()),
            ComponentDoc.cell(metric.description()));
  }
}
