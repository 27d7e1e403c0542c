package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Group;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.ResourceAttribute;
import dev.otelgw.scrapers.scraping.ScrapedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** RabbitMQ as tables. */
final class RabbitMqSystem {

  /** 300 for a node, 14 for each of 300 queues, 4 for each of 100 exchanges, and room. */
  static final int MAX_SERIES = 10_000;

  static final OtelTable OTEL = OtelTable.read("otel.table");
  static final PluginTable PLUGIN = PluginTable.read("prometheus.table");

  private static final List<Group> GROUPS =
      List.of(
          new Group("identity", "What the node and its cluster are."),
          new Group("node", "Memory, disk, descriptors, alarms of the node."),
          new Group(
              "cluster",
              "The cluster's nodes and partitions, where there is a user for the management API."),
          new Group("objects", "Connections, channels, queues: how many, and their churn."),
          new Group("messages", "Messages by protocol and type of queue; dead letters."),
          new Group("sums", "Sums over all queues, channels and connections."),
          new Group("storage", "Disk operations, message store, schema database."),
          new Group("rates", "The node's own rates, from the management API."),
          new Group("raft", "The logs of quorum queues."),
          new Group("auth", "Attempts to log in."),
          new Group("erlang", "The Erlang runtime."),
          new Group("other", "What the plugin shows beyond, only with naming prometheus."),
          new Group("memory", "What the node has its memory for.", false, Duration.ofMinutes(1)),
          new Group("queues", "Each queue: messages, consumers, deliveries."),
          new Group("queue_details", "Each queue: bytes, memory, capacity."),
          new Group("queue_raft", "Each quorum queue's log.", false, Duration.ZERO),
          new Group("exchanges", "Each exchange."));

  static final ScrapedSystem SYSTEM =
      new ScrapedSystem(
          "rabbitmq",
          "rabbitmq",
          "",
          GROUPS,
          Stream.of(
                  OTEL.metrics(),
                  PLUGIN.metrics(),
                  InfoRows.METRICS,
                  NodeRatios.METRICS,
                  ClusterRows.METRICS,
                  QueueRows.METRICS)
              .<Metric>flatMap(List::stream)
              .toList(),
          List.of(
              new ResourceAttribute("messaging.system", "rabbitmq.", true),
              new ResourceAttribute("rabbitmq.version", "Version of the node.", true),
              new ResourceAttribute("rabbitmq.cluster.name", "Name of the cluster.", true),
              new ResourceAttribute("rabbitmq.node.name", "Name of the node asked.", false)),
          MAX_SERIES);

  private RabbitMqSystem() {}

  /** The plugin's metric of that name. */
  static Metric plugin(String name) {
    return Objects.requireNonNull(PLUGIN.rows().get(name), name).metric();
  }
}
