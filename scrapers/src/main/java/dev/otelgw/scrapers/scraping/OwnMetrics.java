package dev.otelgw.scrapers.scraping;

import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every scraper says of its own work, for each target, in both vocabularies. */
final class OwnMetrics {

  private static final String SOURCE = "the scrape itself";

  private static final Metric UP =
      Metric.otel("scrape.up", Kind.GAUGE, "{target}", "Whether the server answered.");
  private static final Metric DURATION =
      Metric.otel("scrape.duration", Kind.GAUGE, "s", "How long reading took.")
          .decimals()
          .by("scrape.group");
  private static final Metric SAMPLES =
      Metric.otel("scrape.samples", Kind.GAUGE, "{sample}", "Points that were read.");
  private static final Metric ERRORS =
      Metric.otel("scrape.errors", Kind.COUNTER, "{error}", "What could not be read.")
          .by("scrape.group", "error.type");
  private static final Metric DROPPED =
      Metric.otel(
          "scrape.dropped_series", Kind.GAUGE, "{series}", "Points beyond the limit of series.");
  private static final Metric SKIPPED =
      Metric.otel(
          "scrape.skipped", Kind.COUNTER, "{scrape}", "Scrapes left out since one was under way.");

  private static final Metric PROM_UP =
      Metric.prometheus("up", Kind.GAUGE, "Whether the server answered.");
  private static final Metric PROM_DURATION =
      Metric.prometheus("scrape_duration_seconds", Kind.GAUGE, "How long the scrape took.");
  private static final Metric PROM_GROUP_DURATION =
      Metric.prometheus("scrape_group_duration_seconds", Kind.GAUGE, "How long a group took.")
          .by("group");
  private static final Metric PROM_SAMPLES =
      Metric.prometheus("scrape_samples_scraped", Kind.GAUGE, "Points that were read.");
  private static final Metric PROM_ERRORS =
      Metric.prometheus("scrape_errors_total", Kind.COUNTER, "What could not be read.")
          .by("group", "error_type");
  private static final Metric PROM_DROPPED =
      Metric.prometheus("scrape_dropped_series", Kind.GAUGE, "Points beyond the limit of series.");
  private static final Metric PROM_SKIPPED =
      Metric.prometheus(
          "scrape_skipped_total", Kind.COUNTER, "Scrapes left out since one was under way.");

  private record Lack(String group, String type) {}

  private final Naming naming;
  private final Metric exporterUp;
  private final Metric exporterError;
  private final Metric exporterDuration;
  private final Metric exporterScrapes;
  private final Metric exporterConnect;
  private final boolean exporterMetrics;
  private final SeriesStarts starts = new SeriesStarts(Long.MAX_VALUE / 2);
  private final Map<Lack, Long> errors = new LinkedHashMap<>();
  private long skipped;
  private long scrapes;

  OwnMetrics(ScrapedSystem system, Naming naming) {
    this.naming = naming;
    this.exporterMetrics = !system.prefix().isEmpty();
    List<Metric> exporter = exporter(system.prefix());
    exporterUp = exporter.get(0);
    exporterError = exporter.get(1);
    exporterDuration = exporter.get(2);
    exporterScrapes = exporter.get(3);
    exporterConnect = exporter.get(4);
  }

  private static List<Metric> exporter(String prefix) {
    return List.of(
        Metric.prometheus(prefix + "_up", Kind.GAUGE, "Whether the server answered."),
        Metric.prometheus(
            prefix + "_exporter_last_scrape_error", Kind.GAUGE, "Whether something failed."),
        Metric.prometheus(
            prefix + "_exporter_last_scrape_duration_seconds",
            Kind.GAUGE,
            "How long the scrape took."),
        Metric.prometheus(
            prefix + "_exporter_scrapes_total", Kind.COUNTER, "Scrapes of this target."),
        Metric.prometheus(
            prefix + "_exporter_last_scrape_connect_time_seconds",
            Kind.GAUGE,
            "How long getting ready took; next to nothing, since connections are kept."));
  }

  /** The rows, for the documentation. */
  static List<Metric> rows(ScrapedSystem system) {
    List<Metric> rows = new ArrayList<>(List.of(UP, DURATION, SAMPLES, ERRORS, DROPPED, SKIPPED));
    rows.addAll(
        List.of(
            PROM_UP,
            PROM_DURATION,
            PROM_GROUP_DURATION,
            PROM_SAMPLES,
            PROM_ERRORS,
            PROM_DROPPED,
            PROM_SKIPPED));
    if (!system.prefix().isEmpty()) {
      rows.addAll(exporter(system.prefix()));
    }
    return rows.stream().map(row -> row.in("scrape", SOURCE)).toList();
  }

  void skipped(long ticks) {
    skipped += ticks;
  }

  /**
   * Counts a scrape and writes all of it.
   *
   * @param time in Unix nanoseconds
   */
  Collected write(Attempt.Result result, long time) {
    scrapes++;
    for (Attempt.Failed failed : result.failures()) {
      errors.merge(new Lack(failed.group(), failed.failure().errorType()), 1L, Long::sum);
    }
    Collected into = new Collected(time, starts, Integer.MAX_VALUE);
    double seconds = result.connected() / 1e9;
    long samples = 0;
    long dropped = 0;
    durations(into, Attempt.CONNECT, result.connected());
    for (Attempt.Read read : result.reads()) {
      durations(into, read.group(), read.took());
      seconds += read.took() / 1e9;
      samples += read.collected().points();
      dropped += read.collected().dropped();
    }
    number(into, UP, PROM_UP, result.up() ? 1 : 0);
    number(into, SAMPLES, PROM_SAMPLES, samples);
    number(into, DROPPED, PROM_DROPPED, dropped);
    number(into, SKIPPED, PROM_SKIPPED, skipped);
    errors.forEach(
        (error, count) -> number(into, ERRORS, PROM_ERRORS, count, error.group(), error.type()));
    if (naming == Naming.PROMETHEUS) {
      decimal(into, PROM_DURATION, seconds);
      if (exporterMetrics) {
        decimal(into, exporterUp, result.up() ? 1 : 0);
        decimal(into, exporterError, result.failures().isEmpty() ? 0 : 1);
        decimal(into, exporterDuration, seconds);
        decimal(into, exporterConnect, result.connected() / 1e9);
        decimal(into, exporterScrapes, (double) scrapes);
      }
    }
    return into;
  }

  private void durations(Collected into, String group, long nanos) {
    decimal(into, naming == Naming.OTEL ? DURATION : PROM_GROUP_DURATION, nanos / 1e9, group);
  }

  private void number(
      Collected into, Metric otel, Metric prometheus, long value, String... attributes) {
    decimal(into, naming == Naming.OTEL ? otel : prometheus, (double) value, attributes);
  }

  private static void decimal(Collected into, Metric metric, double value, String... attributes) {
    into.number(metric, value, (long) value, Collected.Origin.UNKNOWN, attributes);
  }
}
