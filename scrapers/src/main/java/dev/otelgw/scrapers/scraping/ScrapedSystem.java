package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.MetricDoc;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of server, as tables: everything about its metrics that is not code.
 *
 * @param name as {@code db.system.name} or {@code messaging.system} has it: {@code redis}
 * @param exporter the Prometheus exporter whose names {@link Naming#PROMETHEUS} gives: {@code
 *     redis_exporter}
 * @param prefix what that exporter's metrics about itself begin with: {@code redis} for {@code
 *     redis_up}; empty if it has none
 * @param groups in the order in which they are read
 * @param metrics of both vocabularies
 * @param resourceAttributes what the scraper can tell of a server, beyond its address
 * @param maxSeries points per target and scrape; more are dropped and counted
 */
public record ScrapedSystem(
    String name,
    String exporter,
    String prefix,
    List<Group> groups,
    List<Metric> metrics,
    List<ResourceAttribute> resourceAttributes,
    int maxSeries) {

  /** Copies the lists, and checks that every metric belongs to a group. */
  public ScrapedSystem {
    groups = List.copyOf(groups);
    metrics = List.copyOf(metrics);
    resourceAttributes = List.copyOf(resourceAttributes);
    List<String> names = groups.stream().map(Group::name).toList();
    for (Metric metric : metrics) {
      if (!names.contains(metric.group())) {
        throw new IllegalArgumentException(
            "%s is in no known group: \"%s\"".formatted(metric.name(), metric.group()));
      }
    }
  }

  /** The same with more metrics, for example those of queries that a user wrote. */
  public ScrapedSystem with(List<Metric> more) {
    return new ScrapedSystem(
        name,
        exporter,
        prefix,
        groups,
        Stream.concat(metrics.stream(), more.stream()).toList(),
        resourceAttributes,
        maxSeries);
  }

  /** Every metric, those about scraping among them, for the documentation. */
  public List<MetricDoc> documented() {
    return Stream.of(Naming.values())
        .flatMap(naming ->
            Stream.concat(metrics.stream(), OwnMetrics.rows(this).stream())
                .filter(metric -> metric.naming() == naming)
                .map(metric -> metric.documented()))
        .toList();
  }

  /** All resource attributes, those of every scraper among them. */
  List<ResourceAttribute> allResourceAttributes() {
    return Stream.concat(ServerResource.ATTRIBUTES.stream(), resourceAttributes.stream()).toList();
  }
}
