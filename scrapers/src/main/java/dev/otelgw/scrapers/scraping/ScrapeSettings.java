package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configurations of all scrapers have in common. Their records hold these keys themselves,
 * described by the constants here, and make one of this from them.
 *
 * @param collectionInterval between two scrapes of one target
 * @param initialDelay before the first scrape
 * @param timeout of one scrape
 * @param naming the vocabulary
 * @param groups by name
 * @param metrics switched metrics, by name
 * @param resourceAttributes switched resource attributes, by name
 */
public record ScrapeSettings(
    Duration collectionInterval,
    Duration initialDelay,
    Duration timeout,
    Naming naming,
    Map<String, GroupConfig> groups,
    Map<String, Toggle> metrics,
    Map<String, Toggle> resourceAttributes) {

  /** Describes {@code targets}. */
  public static final String TARGETS =
      "Several servers at once; a key that an item leaves out is taken from this receiver.";

  /** Describes {@code collection_interval}. */
  public static final String COLLECTION_INTERVAL = "Time between two scrapes of one target.";

  /** Describes {@code initial_delay}. */
  public static final String INITIAL_DELAY =
      "Time before the first scrape; up to a tenth of the interval is added at random, so that"
          + " targets are not scraped in step.";

  /** Describes {@code timeout}. */
  public static final String TIMEOUT = "Bound of one scrape; what was read by then is sent.";

  /** Describes {@code naming}. */
  public static final String NAMING =
      "otel for the names of the Collector's receiver, prometheus for those of the well-known"
          + " Prometheus exporter.";

  /** Describes {@code groups}. */
  public static final String GROUPS = "Groups of metrics, by their names.";

  /** Describes {@code metrics}. */
  public static final String METRICS = "Metrics to switch on or off, by their names.";

  /** Describes {@code resource_attributes}. */
  public static final String RESOURCE_ATTRIBUTES =
      "Attributes of the server's resource to switch on or off, by their names.";

  /** The defaults: every minute, ten seconds at most. */
  public ScrapeSettings() {
    this(
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Naming.OTEL,
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** Copies the maps. */
  public ScrapeSettings {
    groups = Map.copyOf(groups);
    metrics = Map.copyOf(metrics);
    resourceAttributes = Map.copyOf(resourceAttributes);
  }

  /** Adds what is wrong with them for such a system. */
  public void check(ScrapedSystem system, Problems problems) {
    positive("collection_interval", collectionInterval, problems);
    positive("timeout", timeout, problems);
    notNegative("initial_delay", initialDelay, problems);
    if (timeout.compareTo(collectionInterval) > 0 && !collectionInterval.isNegative()) {
      problems.warning(
          "timeout",
          "is longer than collection_interval; a slow scrape then costs the ones that it overruns");
    }
    List<String> groupNames = system.groups().stream().map(Group::name).toList();
    groups.forEach((name, group) -> {
      String key = "groups." + name;
      unknown(key, name, groupNames, "group", problems);
      if (group.interval() != null) {
        notNegative(key + ".interval", group.interval(), problems);
      }
    });
    metrics.keySet().forEach(name -> checkMetric(name, system, problems));
    List<String> attributeNames =
        system.allResourceAttributes().stream().map(ResourceAttribute::name).toList();
    resourceAttributes
        .keySet()
        .forEach(name ->
            unknown(
                "resource_attributes." + name,
                name,
                attributeNames,
                "resource attribute",
                problems));
  }

  private void checkMetric(String name, ScrapedSystem system, Problems problems) {
    String key = "metrics." + name;
    Optional<Metric> row =
        system.metrics().stream().filter(metric -> metric.row().equals(name)).findFirst();
    if (row.isPresent() && row.get().naming() != naming) {
      problems.warning(
          key, "has no effect: the metric has this name only with another value of naming");
    } else if (row.isEmpty()) {
      problems.error(
          key,
          "no such metric of %s; docs/components.md lists them, switch others with a filter"
              .formatted(system.name()));
    }
  }

  private static void unknown(
      String key, String name, List<String> known, String what, Problems problems) {
    if (!known.contains(name)) {
      problems.error(key, "no such %s; there are: %s".formatted(what, String.join(", ", known)));
    }
  }

  private static void positive(String key, Duration value, Problems problems) {
    if (value.isNegative() || value.isZero()) {
      problems.error(key, "must be longer than 0, such as 10s");
    }
  }

  private static void notNegative(String key, Duration value, Problems problems) {
    if (value.isNegative()) {
      problems.error(key, "is negative; use a time such as 60s, or 0");
    }
  }
}
