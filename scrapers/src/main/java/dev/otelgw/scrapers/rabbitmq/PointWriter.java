package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.HistogramValue;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Points;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns numbers of either source into points of both vocabularies, for one group. */
final class PointWriter {

  private static final String NODE = "node";

  private final String group;
  private final String node;
  private final Origins origins;
  private final Clamped clamped;
  private final Points into;

  /**
   * Writes for a node.
   *
   * @param node the one that is asked
   */
  PointWriter(String group, String node, Origins origins, Clamped clamped, Points into) {
    this.group = group;
    this.node = node;
    this.origins = origins;
    this.clamped = clamped;
    this.into = into;
  }

  /** A number of the plugin's. */
  void plugin(Sample sample) {
    Points counters = into.since(origins.start(node));
    for (OtelTable.Row row : RabbitMqSystem.OTEL.ofPlugin(sample.name())) {
      if (row.group().equals(group) && into.wants(row.metric())) {
        @Nullable String[] values = row.values(withNode(sample.labels()));
        HistogramValue histogram = sample.histogram();
        if (histogram != null) {
          counters.add(row.metric(), histogram, values);
        } else {
          otel(row, sample.value() * row.plugin().factor(), values, counters);
        }
      }
    }
    PluginTable.Row row = RabbitMqSystem.PLUGIN.row(sample.name());
    if (row != null && row.metric().group().equals(group) && into.wants(row.metric())) {
      List<String> labels = List.copyOf(sample.labels().keySet());
      Metric metric = PluginTable.metric(row, sample, labels);
      String[] values = sample.labels().values().toArray(String[]::new);
      HistogramValue histogram = sample.histogram();
      if (histogram != null) {
        counters.add(metric, histogram, values);
      } else {
        counters.add(metric, sample.value(), values);
      }
    }
  }

  /**
   * A number of the management API's.
   *
   * @param labels of a node: node
   */
  void api(String field, Map<String, String> labels, double value) {
    String owner = labels.getOrDefault(NODE, node);
    boolean shrinks = field.startsWith("overview.message_stats.");
    Points counters = shrinks ? into : into.since(origins.start(owner));
    for (OtelTable.Row row : RabbitMqSystem.OTEL.ofApi(field)) {
      if (!row.group().equals(group)) {
        continue;
      }
      double its = value * row.api().factor();
      if (into.wants(row.metric())) {
        @Nullable String[] values = row.values(withNode(labels));
        double total = shrinks ? clamped.clamp(key(row.metric(), values), its) : its;
        otel(row, total, values, counters);
      }
      PluginTable.Row same = RabbitMqSystem.PLUGIN.rows().get(row.plugin().name());
      if (same != null && owner.equals(node) && into.wants(same.metric())) {
        Metric metric = same.metric();
        @Nullable String[] values =
            metric.attributes().stream().map(labels::get).toArray(String[]::new);
        double total = shrinks ? clamped.clamp(key(metric, values), its) : its;
        counters.add(metric, total / row.plugin().factor(), values);
      }
    }
  }

  private void otel(OtelTable.Row row, double value, @Nullable String[] values, Points counters) {
    Notes notes = row.notes();
    double its = notes.unsigned() ? Math.max(0, value) : value;
    if (notes.clamped() && !Double.isNaN(its)) {
      into.add(row.metric(), clamped.clamp(key(row.metric(), values), its), values);
    } else {
      counters.add(row.metric(), its, values);
    }
  }

  private Map<String, String> withNode(Map<String, String> labels) {
    if (labels.containsKey(NODE) || node.isEmpty()) {
      return labels;
    }
    Map<String, String> all = new HashMap<>(labels);
    all.put(NODE, node);
    return all;
  }

  private static String key(Metric metric, @Nullable String[] values) {
    return metric.name() + Arrays.toString(values);
  }
}
