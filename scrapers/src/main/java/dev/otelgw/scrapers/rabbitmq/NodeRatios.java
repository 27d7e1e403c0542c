package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How much of what a node may have it uses. */
final class NodeRatios {

  /** A share: names of the plugin and fields of the API for what is used, and for how much. */
  private record Share(
      Metric metric, String pluginUsed, String pluginLimit, String apiUsed, String apiLimit) {}

  private static final List<Share> SHARES =
      List.of(
          new Share(
              metric("rabbitmq.node.memory.utilization", "Memory used, by the alarm's limit."),
              "rabbitmq_process_resident_memory_bytes",
              "rabbitmq_resident_memory_limit_bytes",
              "mem_used",
              "mem_limit"),
          new Share(
              metric("rabbitmq.node.fd.utilization", "File descriptors used, by their limit."),
              "rabbitmq_process_open_fds",
              "rabbitmq_process_max_fds",
              "fd_used",
              "fd_total"),
          new Share(
              metric("rabbitmq.node.proc.utilization", "Erlang processes, by their limit."),
              "rabbitmq_erlang_processes_used",
              "rabbitmq_erlang_processes_limit",
              "proc_used",
              "proc_total"));

  static final List<Metric> METRICS = SHARES.stream().map(Share::metric).toList();

  private NodeRatios() {}

  private static Metric metric(String name, String description) {
    return Metric.otel(name, Kind.GAUGE, "1", description)
        .decimals()
        .by("rabbitmq.node.name")
        .in("node", "the two numbers");
  }

  static void plugin(Map<String, Double> numbers, String node, Points points) {
    write(
        points,
        node,
        share -> numbers.getOrDefault(share.pluginUsed(), Double.NaN),
        share -> numbers.getOrDefault(share.pluginLimit(), Double.NaN));
  }

  static void api(JsonFields fields, String node, Points points) {
    write(
        points,
        node,
        share -> fields.number(share.apiUsed()),
        share -> fields.number(share.apiLimit()));
  }

  private static void write(
      Points points, String node, ToDoubleFunction<Share> used, ToDoubleFunction<Share> limit) {
    for (Share share : SHARES) {
      double most = limit.applyAsDouble(share);
      if (most > 0) {
        points.add(share.metric(), used.applyAsDouble(share) / most, node);
      }
    }
  }
}
