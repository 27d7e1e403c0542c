package dev.otelgw.scrapers.rabbitmq;

import java.util.List;
import java.util.Map;

/**
 * What a node is.
 *
 * @param version of RabbitMQ; this and all else may be empty
 */
record Identity(String node, String cluster, String clusterId, String version, String erlang) {

  /** As the plugin says it. */
  static Identity of(List<Sample> samples) {
    Map<String, String> build = Map.of();
    Map<String, String> identity = Map.of();
    for (Sample sample : samples) {
      switch (sample.name()) {
        case "rabbitmq_build_info" -> build = sample.labels();
        case "rabbitmq_identity_info" -> identity = sample.labels();
        default -> {
          // Not about it.
        }
      }
    }
    return new Identity(
        identity.getOrDefault("rabbitmq_node", ""),
        identity.getOrDefault("rabbitmq_cluster", ""),
        identity.getOrDefault("rabbitmq_cluster_permanent_id", ""),
        build.getOrDefault("rabbitmq_version", ""),
        build.getOrDefault("erlang_version", ""));
  }

  /** As the management API says it. */
  static Identity of(JsonFields overview) {
    return new Identity(
        overview.text("node"),
        overview.text("cluster_name"),
        "",
        overview.text("rabbitmq_version"),
        overview.text("erlang_version"));
  }

  /** Whether its version is at least that; false if it is unknown. */
  boolean atLeast(int major, int minor) {
    String[] parts = version.split("[.+-]", -1);
    try {
      int its = Integer.parseInt(parts[0]);
      return its > major
          || (its == major && parts.length > 1 && Integer.parseInt(parts[1]) >= minor);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
