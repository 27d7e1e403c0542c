package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics under OpenTelemetry names, each with the number of the plugin and of the management API
 * that it is made from: a table among the resources, whose head explains its columns. Immutable.
 *
 * @param byPlugin rows by the plugin's names
 * @param byApi rows by the API's fields
 */
record OtelTable(List<Row> rows, Map<String, List<Row>> byPlugin, Map<String, List<Row>> byApi) {

  private static final int COLUMNS = 8;

  /**
   * An attribute of a row.
   *
   * @param value its value, or the label that has it
   */
  record Attribute(String name, String value, boolean label) {

    static Attribute parse(String text) {
      int equals = text.indexOf('=');
      String value = text.substring(equals + 1);
      boolean label = value.startsWith("<");
      return new Attribute(
          text.substring(0, equals), label ? value.substring(1, value.length() - 1) : value, label);
    }
  }

  /** Where a number comes from; the name is empty for nowhere. */
  record Source(String name, double factor) {

    static Source parse(List<String> words) {
      return new Source(
          words.isEmpty() ? "" : words.getFirst(),
          words.size() > 1 ? Double.parseDouble(words.get(1).substring(1)) : 1);
    }
  }

  /** One row. */
  record Row(Metric metric, List<Attribute> attributes, Source plugin, Source api, Notes notes) {

    String group() {
      return metric.group();
    }

    /** Values of the attributes, in their order; labels that are not there are left out. */
    @Nullable String[] values(Map<String, String> labels) {
      @Nullable String[] values = new @Nullable String[attributes.size()];
      for (int i = 0; i < values.length; i++) {
        Attribute attribute = attributes.get(i);
        values[i] = attribute.label() ? labels.get(attribute.value()) : attribute.value();
      }
      return values;
    }
  }

  static OtelTable read(String resource) {
    List<Row> rows = TableText.read(resource, COLUMNS).stream().map(OtelTable::row).toList();
    return new OtelTable(
        rows,
        rows.stream().collect(Collectors.groupingBy(row -> row.plugin().name())),
        rows.stream().collect(Collectors.groupingBy(row -> row.api().name())));
  }

  private static Row row(TableText.Line line) {
    Notes notes = Notes.of(line.words(4));
    List<Attribute> attributes =
        Stream.concat(line.words(3).stream(), TableText.words(line.shared()).stream())
            .map(Attribute::parse)
            .toList();
    Source plugin = Source.parse(line.words(5));
    Source api = Source.parse(line.words(6));
    Metric metric =
        Metric.otel(
                line.cell(0),
                Kind.valueOf(line.cell(1).toUpperCase(Locale.ROOT)),
                line.cell(2),
                line.cell(7))
            .by(attributes.stream().map(Attribute::name).toArray(String[]::new))
            .in(
                line.group(),
                Stream.of(plugin.name(), api.name())
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.joining("; ")));
    return new Row(notes.on(metric), attributes, plugin, api, notes);
  }

  List<Row> ofPlugin(String name) {
    return byPlugin.getOrDefault(name, List.of());
  }

  List<Row> ofApi(String field) {
    return byApi.getOrDefault(field, List.of());
  }

  /** Its metrics, each once, with all that they are made from. */
  List<Metric> metrics() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (Row row : rows) {
      metrics.merge(
          row.metric().name(),
          row.metric(),
          (one, more) -> one.in(one.group(), one.source() + ", " + more.source()));
    }
    return new ArrayList<>(metrics.values());
  }
}
