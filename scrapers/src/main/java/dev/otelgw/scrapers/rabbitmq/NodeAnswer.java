package dev.otelgw.scrapers.rabbitmq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a node said of itself at the beginning of a scrape. */
sealed interface NodeAnswer {

  /** What the node is. */
  Identity identity();

  /** How many queues there are; NaN if unknown. */
  double queues();

  /** Of the plugin: all of /metrics but what nobody reads. */
  record Plugin(List<Sample> samples, Exposition exposition) implements NodeAnswer {

    /** Labels of single objects, which have no place among aggregated metrics. */
    private static final Set<String> OBJECTS = Set.of("queue", "channel", "connection", "exchange");

    @Override
    public Identity identity() {
      return Identity.of(samples);
    }

    @Override
    public double queues() {
      return numbers().getOrDefault("rabbitmq_queues", Double.NaN);
    }

    static boolean ofObject(Sample sample) {
      return sample.labels().keySet().stream().anyMatch(OBJECTS::contains);
    }

    /** Numbers without labels, by their names. */
    Map<String, Double> numbers() {
      Map<String, Double> numbers = new HashMap<>();
      samples.stream()
          .filter(sample -> sample.labels().isEmpty())
          .forEach(sample -> numbers.put(sample.name(), sample.value()));
      return numbers;
    }
  }

  /** Of the management API. */
  record Api(JsonFields overview) implements NodeAnswer {

    @Override
    public Identity identity() {
      return Identity.of(overview);
    }

    @Override
    public double queues() {
      return overview.number("object_totals.queues");
    }
  }
}
