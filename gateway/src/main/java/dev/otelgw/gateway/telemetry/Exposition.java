package dev.otelgw.gateway.telemetry;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes metrics as text. OpenMetrics demands {@code _total} on every counter; the older Prometheus
 * text (0.0.4) does not, and there the names of the Collector and ours are written without it where
 * the reader says so. Names of the JVM's metrics stay as Micrometer's dashboards know them.
 *
 * @param withoutTypeSuffix leave {@code _total} out
 * @param withoutUnits leave out the units that the Collector adds when asked for them
 */
record Exposition(boolean withoutTypeSuffix, boolean withoutUnits) {

  static final String TEXT = PrometheusTextFormatWriter.CONTENT_TYPE;
  static final String OPEN_METRICS = OpenMetricsTextFormatWriter.CONTENT_TYPE;

  /** The Collector's name of these ends before the unit; its other names have it built in. */
  private static final Set<String> UNIT_ADDED =
      Set.of("otelcol_process_uptime_seconds", "otelcol_process_memory_rss_bytes");

  private static final ExpositionFormatWriter TEXT_WRITER = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN_METRICS_WRITER =
      OpenMetricsTextFormatWriter.create();

  /**
   * Which format to answer in. A Prometheus server names OpenMetrics first and takes plain text
   * too; it gets plain text where names are to be without suffixes, since OpenMetrics has none.
   */
  String contentType(String accept) {
    boolean openMetrics = accept.contains("application/openmetrics-text");
    boolean text = accept.contains("text/") || accept.contains("*/*");
    return openMetrics && !(withoutTypeSuffix && text) ? OPEN_METRICS : TEXT;
  }

  String openMetrics(MetricSnapshots snapshots) {
    return write(OPEN_METRICS_WRITER, snapshots);
  }

  String text(MetricSnapshots snapshots) {
    StringBuilder bare = new StringBuilder();
    List<MetricSnapshot> rest = new ArrayList<>();
    for (MetricSnapshot original : snapshots) {
      MetricSnapshot snapshot = withoutUnits ? dropUnit(original) : original;
      if (withoutTypeSuffix && snapshot instanceof CounterSnapshot counter && named(counter)) {
        counter(bare, counter);
      } else {
        rest.add(snapshot);
      }
    }
    return bare + write(TEXT_WRITER, new MetricSnapshots(rest));
  }

  private static boolean named(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    return name.startsWith("otelcol_") || name.startsWith("otelgw_");
  }

  private static MetricSnapshot dropUnit(MetricSnapshot snapshot) {
    MetricMetadata old = snapshot.getMetadata();
    String name = old.getPrometheusName();
    if (!UNIT_ADDED.contains(name)) {
      return snapshot;
    }
    MetricMetadata bare =
        new MetricMetadata(name.substring(0, name.lastIndexOf('_')), old.getHelp());
    return switch (snapshot) {
      case CounterSnapshot counter -> new CounterSnapshot(bare, counter.getDataPoints());
      case GaugeSnapshot gauge -> new GaugeSnapshot(bare, gauge.getDataPoints());
      default -> snapshot;
    };
  }

  private static void counter(StringBuilder out, CounterSnapshot counter) {
    String name = counter.getMetadata().getPrometheusName();
    String help = counter.getMetadata().getHelp();
    if (help != null) {
      out.append("# HELP ").append(name).append(' ').append(escape(help)).append('\n');
    }
    out.append("# TYPE ").append(name).append(" counter\n");
    for (CounterDataPointSnapshot point : counter.getDataPoints()) {
      out.append(name).append(labels(point.getLabels())).append(' ');
      out.append(point.getValue()).append('\n');
    }
  }

  private static String labels(Labels labels) {
    if (labels.isEmpty()) {
      return "";
    }
    StringJoiner joined = new StringJoiner(",", "{", "}");
    for (Label label : labels) {
      joined.add(label.getName() + "=\"" + escape(label.getValue()).replace("\"", "\\\"") + '"');
    }
    return joined.toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String write(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 15);
    try {
      writer.write(out, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
