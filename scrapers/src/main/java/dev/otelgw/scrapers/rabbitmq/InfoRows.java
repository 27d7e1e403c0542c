package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node is, and what its cluster is. */
final class InfoRows {

  private static final Metric INFO =
      Metric.otel("rabbitmq.info", Kind.GAUGE, "{node}", "What the node is; always 1.")
          .by(
              "rabbitmq.node.name",
              "rabbitmq.version",
              "erlang.version",
              "rabbitmq.cluster.name",
              "rabbitmq.cluster.id")
          .in("identity", "rabbitmq_build_info, rabbitmq_identity_info; overview");

  static final List<Metric> METRICS = List.of(INFO);

  private InfoRows() {}

  static void write(Identity identity, Points points) {
    points.add(
        INFO,
        1,
        present(identity.node()),
        present(identity.version()),
        present(identity.erlang()),
        present(identity.cluster()),
        present(identity.clusterId()));
    points.resource("messaging.system", "rabbitmq");
    learn("rabbitmq.version", identity.version(), points);
    learn("rabbitmq.cluster.name", identity.cluster(), points);
    learn("rabbitmq.node.name", identity.node(), points);
  }

  /** The plugin's two, of a server that is asked through the API. */
  static void asPlugin(Identity identity, Points points) {
    Metric build = RabbitMqSystem.plugin("rabbitmq_build_info");
    points.add(
        build.by("rabbitmq_version", "erlang_version"), 1, identity.version(), identity.erlang());
    Metric info = RabbitMqSystem.plugin("rabbitmq_identity_info");
    points.add(
        info.by("rabbitmq_node", "rabbitmq_cluster", "rabbitmq_endpoint"),
        1,
        identity.node(),
        identity.cluster(),
        "aggregated");
  }

  private static void learn(String name, String value, Points points) {
    if (!value.isEmpty()) {
      points.resource(name, value);
    }
  }

  private static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }
}
