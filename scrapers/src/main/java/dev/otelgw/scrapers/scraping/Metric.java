package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.MetricDoc;
import java.util.List;
import java.util.Locale;

/**
 * One metric of one vocabulary, as data: a row of a scraper's table. Points that a scraper adds
 * name their row; what the user switched off, and the other vocabulary, goes no further.
 *
 * @param naming the vocabulary it belongs to
 * @param name as written into OTLP
 * @param kind what its numbers mean
 * @param decimal whether its numbers are written as doubles, else as integers
 * @param unit in UCUM; empty for every Prometheus name, whose unit is in the name
 * @param description one phrase
 * @param attributes names of its points' attributes, in the order in which points give values
 * @param group the group it is read with
 * @param enabled whether it is on unless the user says otherwise
 * @param source where the server shows it: an INFO field, a column
 * @param versions the servers that have it, in words; empty for all
 * @param row the name by which users switch it; the table's name where {@code name} is only known
 *     at run time, as in {@code pg_settings_*}
 */
public record Metric(
    Naming naming,
    String name,
    Kind kind,
    boolean decimal,
    String unit,
    String description,
    List<String> attributes,
    String group,
    boolean enabled,
    String source,
    String versions,
    String row) {

  /** What the numbers of a metric mean. */
  public enum Kind {
    /** A value of the moment. */
    GAUGE,
    /** A total that only grows, until it begins anew. */
    COUNTER,
    /** A sum that may shrink, and that makes sense when added up. */
    UP_DOWN,
    /** A distribution in buckets; see {@link HistogramValue}. */
    HISTOGRAM
  }

  /** Copies the list. */
  public Metric {
    attributes = List.copyOf(attributes);
  }

  /** A row of the OpenTelemetry vocabulary: integers, on, without attributes, group or source. */
  public static Metric otel(String name, Kind kind, String unit, String description) {
    return new Metric(
        Naming.OTEL, name, kind, false, unit, description, List.of(), "", true, "", "", name);
  }

  /** A row of the Prometheus vocabulary; its numbers are doubles, as there. */
  public static Metric prometheus(String name, Kind kind, String description) {
    return new Metric(
        Naming.PROMETHEUS, name, kind, true, "", description, List.of(), "", true, "", "", name);
  }

  /** With these attributes, in this order. */
  public Metric by(String... names) {
    return new Metric(
        naming,
        name,
        kind,
        decimal,
        unit,
        description,
        List.of(names),
        group,
        enabled,
        source,
        versions,
        row);
  }

  /** Read with that group, from that place. */
  public Metric in(String itsGroup, String itsSource) {
    return new Metric(
        naming,
        name,
        kind,
        decimal,
        unit,
        description,
        attributes,
        itsGroup,
        enabled,
        itsSource,
        versions,
        row);
  }

  /** Off unless the user switches it on. */
  public Metric off() {
    return new Metric(
        naming,
        name,
        kind,
        decimal,
        unit,
        description,
        attributes,
        group,
        false,
        source,
        versions,
        row);
  }

  /** With doubles for numbers. */
  public Metric decimals() {
    return new Metric(
        naming,
        name,
        kind,
        true,
        unit,
        description,
        attributes,
        group,
        enabled,
        source,
        versions,
        row);
  }

  /** Which only these servers have: {@code 7.0 and later}. */
  public Metric on(String itsVersions) {
    return new Metric(
        naming,
        name,
        kind,
        decimal,
        unit,
        description,
        attributes,
        group,
        enabled,
        source,
        itsVersions,
        row);
  }

  /** A metric whose name the server gave, under the row that stands for all of its kind. */
  public Metric named(String itsName, String itsDescription) {
    return new Metric(
        naming,
        itsName,
        kind,
        decimal,
        unit,
        itsDescription,
        attributes,
        group,
        enabled,
        source,
        versions,
        row);
  }

  /** As the documentation shows it. */
  MetricDoc documented() {
    String type =
        switch (kind) {
          case GAUGE -> "gauge";
          case COUNTER -> monotonic() ? "counter" : "counter, sent as a non-monotonic sum";
          case UP_DOWN -> "up-down sum";
          case HISTOGRAM -> "histogram";
        };
    return new MetricDoc(
        "naming: " + naming.name().toLowerCase(Locale.ROOT),
        name,
        StoredName.of(this),
        type,
        unit,
        attributes,
        group,
        enabled,
        versions.isEmpty() ? source : source + " (" + versions + ")",
        description);
  }

  /**
   * Whether its points can be written as monotonic sums. A Prometheus counter without {@code
   * _total} at its end cannot: a backend that stores OTLP for PromQL would append that, and
   * dashboards would find nothing. As a non-monotonic sum it keeps its name, and {@code rate()}
   * works all the same.
   */
  boolean monotonic() {
    return kind == Kind.COUNTER && (naming == Naming.OTEL || name.endsWith("_total"));
  }
}
