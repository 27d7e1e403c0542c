package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;

/** The cluster as one of its nodes sees it. */
final class ClusterRows {

  private static final Metric STATE =
      Metric.otel("redis.cluster.state", Kind.GAUGE, "{state}", "1 for the state it is in.")
          .by("cluster_state")
          .off()
          .in("cluster", "CLUSTER INFO cluster_state");

  /** redis_exporter shows every number whose name begins so. */
  private static final Metric ANY =
      Metric.prometheus("redis_cluster_*", Kind.GAUGE, "Every other field that is a number.")
          .in("cluster", "CLUSTER INFO cluster_*");

  static final List<Metric> METRICS = List.of(STATE, ANY);

  private ClusterRows() {}

  static void write(InfoFields cluster, Points points) {
    String state = cluster.get("cluster_state");
    if (state != null) {
      for (String one : List.of("ok", "fail")) {
        points.add(STATE, one.equals(state) ? 1 : 0, one);
      }
    }
    cluster
        .fields()
        .forEach((field, value) -> {
          if (field.startsWith("cluster_") && !RedisSystem.PROMETHEUS.knows(field)) {
            Metric metric = ANY.named("redis_" + field, "The field " + field + ".");
            InfoFields.number(value, false).ifPresent(number -> points.add(metric, number));
          }
        });
  }
}
