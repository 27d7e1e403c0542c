package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code prometheus} exporter. */
public record PrometheusConfig(
    @Setting("Address and port to listen on, as host:port; metrics are at /metrics.")
        String endpoint,
    @Setting("Encryption; absent: plain text.") @Nullable ServerTlsConfig tls,
    @Setting("Who may scrape; absent: everybody who reaches the port.") @Nullable ServerAuth auth,
    @Setting("Stands before the name of every metric, with _ between. Empty: nothing.")
        String namespace,
    @Setting("Labels that every series gets; they go before those of the metrics.")
        Map<String, String> constLabels,
    @Setting(
            "Send the time of each value. Prometheus then takes a value once, and not at all when it"
                + " is too old; leave it off unless you need it.")
        boolean sendTimestamps,
    @Setting("A series that got no value for this long is no longer shown.")
        Duration metricExpiration,
    @Setting(
            "Answer in OpenMetrics to who asks for it; else in text. Exemplars and _created are only"
                + " there. Prometheus' protobuf, with native histograms, is always spoken.")
        boolean enableOpenMetrics,
    @Setting("Resource attributes as labels on every series.")
        ResourceToTelemetryConfig resourceToTelemetryConversion,
    @Setting("Leave out the otel_scope labels: name, version, schema and attributes of the scope.")
        boolean withoutScopeInfo,
    @Setting(
            "Units and types become part of the names: _seconds, _total. See translation_strategy.")
        boolean addMetricSuffixes,
    @Setting(
            "UnderscoreEscapingWithSuffixes or UnderscoreEscapingWithoutSuffixes; wins over"
                + " add_metric_suffixes. Empty: what add_metric_suffixes says.")
        String translationStrategy,
    @Setting(
            value =
                "Most series kept. A point that would make another one is counted as dropped and its"
                    + " sender is told.",
            min = 1,
            max = 100_000_000)
        int maxSeries,
    @Setting(
            "Time for an answer to be taken by the scraper; one that is slower is cut off. 0: no"
                + " limit.")
        Duration writeTimeout)
    implements Checked {

  static final String WITH_SUFFIXES = "UnderscoreEscapingWithSuffixes";
  static final String WITHOUT_SUFFIXES = "UnderscoreEscapingWithoutSuffixes";

  private static final List<String> UTF_8 = List.of("NoUTF8EscapingWithSuffixes", "NoTranslation");

  /** Prometheus' data model; what begins with __ it keeps to itself. */
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  /** Which resource attributes become labels: {@code resource_to_telemetry_conversion}. */
  public record ResourceToTelemetryConfig(
      @Setting(
              "Put all of them on every series, not only on target_info. Those that change with each"
                  + " start make new series.")
          boolean enabled,
      @Setting("But not service.name, service.namespace and service.instance.id: job and instance.")
          boolean excludeServiceAttributes) {

    /** The Collector's defaults. */
    public ResourceToTelemetryConfig() {
      this(false, false);
    }
  }

  /** The Collector's defaults, and a place to listen. */
  public PrometheusConfig() {
    this(
        "127.0.0.1:8889",
        null,
        null,
        "",
        Map.of(),
        false,
        Duration.ofMinutes(5),
        false,
        new ResourceToTelemetryConfig(),
        false,
        true,
        "",
        100_000,
        Duration.ofSeconds(30));
  }

  /** Copies the map. */
  public PrometheusConfig {
    constLabels = Map.copyOf(constLabels);
  }

  @Override
  public void check(Problems problems) {
    HostPort.check("endpoint", endpoint, "127.0.0.1:8889", problems);
    if (!namespace.isEmpty() && MetricNames.tokens(namespace).isEmpty()) {
      problems.error("namespace", "\"%s\" has no letter and no digit".formatted(namespace));
    }
    for (String name : constLabels.keySet()) {
      if (!LABEL.matcher(name).matches()) {
        problems.error(
            "const_labels",
            "\"%s\" is no name of a label; use letters, digits and _, no digit and no __ in front"
                .formatted(name));
      } else if (name.equals("le") || name.equals("quantile")) {
        problems.error("const_labels", name + " belongs to histograms and summaries");
      }
    }
    if (!metricExpiration.isPositive()) {
      problems.error("metric_expiration", "must be more than 0, or nothing would ever be shown");
    }
    if (writeTimeout.isNegative()) {
      problems.error("write_timeout", "is negative; use 0 for no limit");
    }
    checkStrategy(problems);
  }

  private void checkStrategy(Problems problems) {
    if (UTF_8.contains(translationStrategy)) {
      problems.error(
          "translation_strategy",
          "%s is not supported: names are always made of letters, digits and _; use %s or %s"
              .formatted(translationStrategy, WITH_SUFFIXES, WITHOUT_SUFFIXES));
    } else if (!List.of("", WITH_SUFFIXES, WITHOUT_SUFFIXES).contains(translationStrategy)) {
      problems.error(
          "translation_strategy",
          "must be %s or %s, was \"%s\""
              .formatted(WITH_SUFFIXES, WITHOUT_SUFFIXES, translationStrategy));
    }
  }

  /** Whether units and types become part of the names. */
  boolean suffixes() {
    return translationStrategy.isEmpty()
        ? addMetricSuffixes
        : translationStrategy.equals(WITH_SUFFIXES);
  }
}
