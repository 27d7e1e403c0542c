package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;

/** The nodes of the cluster. */
final class ClusterRows {

  static final String COLUMNS = "name,running,partitions";

  private static final Metric UP =
      Metric.otel("rabbitmq.node.up", Kind.GAUGE, "{node}", "Whether the node runs.")
          .by("rabbitmq.node.name")
          .in("cluster", "that it answers; of other nodes nodes.running");
  private static final Metric PARTITIONS =
      Metric.otel(
              "rabbitmq.node.partitions",
              Kind.GAUGE,
              "{node}",
              "Nodes from which the node is partitioned; anything but 0 is an alarm.")
          .by("rabbitmq.node.name")
          .in("cluster", "nodes.partitions");

  static final List<Metric> METRICS = List.of(UP, PARTITIONS);

  private ClusterRows() {}

  /** A node answers. */
  static void answers(String node, Points points) {
    points.add(UP, 1, node);
  }

  /** What the API says of one: of a node that is down nothing but that. */
  static void node(JsonFields node, Points points) {
    points.add(UP, node.number("running"), node.text("name"));
    points.add(PARTITIONS, node.number("partitions"), node.text("name"));
  }
}
