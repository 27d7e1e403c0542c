package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.HistogramValue;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One number of a Prometheus exposition, or one distribution.
 *
 * @param name of the sample; of a distribution that of its family
 * @param value NaN where there is a distribution
 */
record Sample(
    Family family,
    String name,
    Map<String, String> labels,
    double value,
    @Nullable HistogramValue histogram) {

  /**
   * Samples that belong together.
   *
   * @param type counter, gauge, histogram, summary or untyped
   */
  record Family(String name, String type, String help) {}

  Kind kind() {
    return switch (family.type()) {
      case "counter" -> Kind.COUNTER;
      case "histogram" -> histogram == null ? Kind.COUNTER : Kind.HISTOGRAM;
      case "summary" -> name.equals(family.name()) ? Kind.GAUGE : Kind.COUNTER;
      default -> Kind.GAUGE;
    };
  }
}
