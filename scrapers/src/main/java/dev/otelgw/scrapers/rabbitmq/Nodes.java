package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the management API says of the nodes: asked once in a scrape, if anybody wants it. */
final class Nodes {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RabbitMqScraper scraper;
  private final Deadline deadline;
  private final String asked;
  private @Nullable List<JsonFields> nodes;

  /**
   * Asked for nothing yet.
   *
   * @param asked the node that answers
   */
  Nodes(RabbitMqScraper scraper, Deadline deadline, String asked) {
    this.scraper = scraper;
    this.deadline = deadline;
    this.asked = asked;
  }

  /** All nodes of the cluster, or the one that answers where others are targets themselves. */
  List<JsonFields> get(Points into) throws ScrapeFailure {
    List<JsonFields> known = nodes;
    if (known != null) {
      return known;
    }
    // If it fails, that is said once, by the group that came first.
    nodes = List.of();
    try {
      Deadline bound = RabbitMqScraper.within(deadline, PATIENCE);
      known =
          scraper.management().nodes(columns(into), bound).stream()
              .filter(node -> scraper.order().alone() || node.text("name").equals(asked))
              .toList();
    } catch (ScrapeFailure e) {
      scraper.apiShut(e);
      if (shut(e) && scraper.order().mode() == Mode.AUTO) {
        return List.of();
      }
      throw RabbitMqErrors.part(e);
    }
    known.forEach(node ->
        scraper
            .origins()
            .learn(node.text("name"), node.number("uptime") / 1e3, Double.NaN, into.time()));
    nodes = known;
    return known;
  }

  /** Whether nobody is there who could answer. */
  static boolean shut(ScrapeFailure failure) {
    return failure.errorType().equals("connection_refused")
        || failure.errorType().equals("not_found");
  }

  private static String columns(Points into) {
    Stream<String> wanted =
        RabbitMqSystem.OTEL.rows().stream()
            .filter(row -> row.api().name().startsWith("nodes.") && wanted(row, into))
            .map(row -> row.api().name().substring("nodes.".length()));
    return Stream.concat(Stream.of(ClusterRows.COLUMNS, "uptime"), wanted)
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** Whether a row of that group goes anywhere, be it only one that the plugin does not have. */
  static boolean wanted(String group, boolean beyondPlugin, Points into) {
    return RabbitMqSystem.OTEL.rows().stream()
        .filter(row -> row.group().equals(group) && row.api().name().startsWith("nodes."))
        .filter(row -> !beyondPlugin || row.plugin().name().isEmpty())
        .anyMatch(row -> wanted(row, into));
  }

  private static boolean wanted(OtelTable.Row row, Points into) {
    PluginTable.Row same = RabbitMqSystem.PLUGIN.rows().get(row.plugin().name());
    return into.wants(row.metric()) || (same != null && into.wants(same.metric()));
  }

  /** Writes the numbers of a node that a group has rows for. */
  static void write(JsonFields node, String group, boolean beyondPlugin, PointWriter writer) {
    Map<String, String> labels = Map.of("node", node.text("name"));
    for (OtelTable.Row row : RabbitMqSystem.OTEL.rows()) {
      String field = row.api().name();
      if (row.group().equals(group)
          && field.startsWith("nodes.")
          && (!beyondPlugin || row.plugin().name().isEmpty())) {
        double value = node.number(field.substring("nodes.".length()));
        if (!Double.isNaN(value)) {
          writer.api(field, labels, value);
        }
      }
    }
  }
}
