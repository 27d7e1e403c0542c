package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.Sample.Family;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.util.List;

/**
 * A number that objects have: a name of the plugin's or a field of the API.
 *
 * @param index where entries hold it
 * @param family what it is called, and what the plugin says of it
 * @param counter whether it only grows
 * @param sums whether those of several objects may be added up
 */
record Field(int index, Family family, boolean counter, boolean sums) {

  static Field of(int index, Family family) {
    String name = family.name();
    List<OtelTable.Row> rows =
        name.startsWith("rabbitmq_")
            ? RabbitMqSystem.OTEL.ofPlugin(name)
            : RabbitMqSystem.OTEL.ofApi(name);
    if (!rows.isEmpty()) {
      OtelTable.Row row = rows.getFirst();
      return new Field(index, family, row.metric().kind() == Kind.COUNTER, row.notes().sums());
    }
    PluginTable.Row row = RabbitMqSystem.PLUGIN.rows().get(name);
    return new Field(
        index, family, family.type().equals("counter"), row != null && row.notes().sums());
  }

  String name() {
    return family.name();
  }
}
