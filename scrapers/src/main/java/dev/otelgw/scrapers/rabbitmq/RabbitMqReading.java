package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * One scrape. The node's own numbers are there when it begins; queues, memory and what only the
 * other door has is asked for when its group comes.
 */
final class RabbitMqReading implements Reading {

  private final RabbitMqScraper scraper;
  private final Deadline deadline;
  private final NodeAnswer answer;
  private final Identity identity;
  private final Nodes nodes;
  private final QueueGroups queues;

  RabbitMqReading(RabbitMqScraper scraper, Deadline deadline, NodeAnswer answer) {
    this.scraper = scraper;
    this.deadline = deadline;
    this.answer = answer;
    this.identity = answer.identity();
    this.nodes = new Nodes(scraper, deadline, identity.node());
    this.queues = new QueueGroups(scraper, deadline, answer);
  }

  @Override
  public void prepare(Set<String> groups, Points into) {
    queues.due(groups);
    if (answer instanceof NodeAnswer.Plugin plugin) {
      Map<String, Double> numbers = plugin.numbers();
      double uptime = numbers.getOrDefault("rabbitmq_erlang_uptime_seconds", Double.NaN);
      double born = numbers.getOrDefault("process_start_time_seconds", Double.NaN);
      scraper.origins().learn(identity.node(), uptime, born, into.time());
    }
  }

  @Override
  public void read(String group, Points into) throws ScrapeFailure {
    switch (group) {
      case "queues", "queue_details", "queue_raft", "exchanges" -> queues.read(group, into);
      case "cluster" -> cluster(into);
      case "memory" -> memory(into);
      default -> {
        switch (answer) {
          case NodeAnswer.Plugin plugin -> plugin(plugin, group, into);
          case NodeAnswer.Api api -> api(api.overview(), group, into);
        }
      }
    }
    if (group.equals("identity")) {
      InfoRows.write(identity, into);
      oneNode(into);
    }
  }

  private PointWriter writer(String group, Points into) {
    return new PointWriter(group, identity.node(), scraper.origins(), scraper.clamped(), into);
  }

  /** Behind a balancer, counters would jump between nodes. */
  private void oneNode(Points into) {
    String before = scraper.answeredBy(identity.node());
    if (!before.isEmpty() && !before.equals(identity.node())) {
      into.failed(
          new ScrapeFailure(
              "the target",
              "several_nodes",
              "%s answered before, now %s does".formatted(before, identity.node()),
              "List the nodes themselves as targets, not a balancer in front of them."));
    }
  }

  private void plugin(NodeAnswer.Plugin plugin, String group, Points into) throws ScrapeFailure {
    PointWriter writer = writer(group, into);
    long objects = 0;
    for (Sample sample : plugin.samples()) {
      if (NodeAnswer.Plugin.ofObject(sample)) {
        objects++;
      } else {
        writer.plugin(sample);
      }
    }
    switch (group) {
      case "node" -> NodeRatios.plugin(plugin.numbers(), identity.node(), into);
      case "identity" -> oddities(plugin.exposition(), objects, into);
      case "rates", "storage" -> {
        if (Nodes.wanted(group, true, into) && scraper.apiOpen()) {
          for (JsonFields node : nodes.get(into)) {
            Nodes.write(node, group, true, writer);
          }
        }
      }
      default -> {
        // All that there is was among the samples.
      }
    }
  }

  private static void oddities(Exposition exposition, long objects, Points into) {
    if (exposition.odd() > 0) {
      into.failed(
          new ScrapeFailure(
              "/metrics",
              "protocol",
              "%d lines are no samples, first: %s"
                  .formatted(exposition.odd(), exposition.oddLine()),
              ""));
    }
    if (objects > 0) {
      into.failed(
          new ScrapeFailure(
              "/metrics",
              "per_object",
              "the plugin shows single queues and channels there, which are passed over",
              "Set prometheus.return_per_object_metrics = false in rabbitmq.conf."));
    }
  }

  private void api(JsonFields overview, String group, Points into) throws ScrapeFailure {
    PointWriter writer = writer(group, into);
    if (group.equals("identity")) {
      InfoRows.asPlugin(identity, into);
    }
    if (group.equals("messages") && overview.number("disable_stats") > 0) {
      into.failed(
          new ScrapeFailure(
              "statistics",
              "statistics_off",
              "the management API has no statistics: they are switched off",
              "rabbitmq-plugins enable rabbitmq_prometheus, which needs none of them."));
    }
    overview.numbers().forEach((name, value) -> writer.api("overview." + name, Map.of(), value));
    if (Nodes.wanted(group, false, into)) {
      for (JsonFields node : nodes.get(into)) {
        Nodes.write(node, group, false, writer);
        if (group.equals("node") && node.number("running") > 0) {
          NodeRatios.api(node, node.text("name"), into);
        }
      }
    }
  }

  private void cluster(Points into) throws ScrapeFailure {
    boolean byApi = answer instanceof NodeAnswer.Api;
    if (!byApi) {
      scraper.sayWhyApiRests(into);
    }
    List<JsonFields> known = byApi || scraper.apiOpen() ? nodes.get(into) : List.of();
    known.forEach(node -> ClusterRows.node(node, into));
    if (known.stream().noneMatch(node -> node.text("name").equals(identity.node()))) {
      ClusterRows.answers(identity.node(), into);
    }
  }

  private void memory(Points into) throws ScrapeFailure {
    if (!(answer instanceof NodeAnswer.Plugin)) {
      return;
    }
    if (!identity.version().isEmpty() && !identity.atLeast(4, 0)) {
      throw new ScrapeFailure(
          "/metrics/memory-breakdown",
          "unsupported",
          "RabbitMQ %s does not have it".formatted(identity.version()),
          "Switch group memory off, or use RabbitMQ 4.0 and later.");
    }
    PointWriter writer = writer("memory", into);
    HttpUrl url = Endpoint.below(scraper.order().plugin(), "metrics/memory-breakdown");
    Exposition exposition =
        new Exposition(name -> name.startsWith("rabbitmq_memory_"), writer::plugin);
    try {
      scraper.http().get(url, "text/plain", deadline, exposition::read);
    } catch (ScrapeFailure e) {
      throw RabbitMqErrors.part(e);
    }
  }
}
