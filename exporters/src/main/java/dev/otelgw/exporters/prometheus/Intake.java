package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.MetricNames.MetricName;
import dev.otelgw.exporters.prometheus.Readings.Reading;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Takes requests apart into points of series. Thread-safe. */
final class Intake {

  /** More than any backend takes in the labels of a series; each scrape would repeat it. */
  private static final int MOST_CHARACTERS = 16_384;

  private static final Set<String> OF_SCOPE = Set.of("name", "version", "schema_url");

  private final PrometheusConfig config;
  private final Families families;
  private final MetricNames names;
  private final LabelMaker labels = new LabelMaker();
  private final MetricName target;

  Intake(PrometheusConfig config, Families families) {
    this.config = config;
    this.families = families;
    this.names = new MetricNames(config.namespace(), config.suffixes());
    this.target = new MetricName(names.own("target_info"), "");
  }

  /** What of the request can be shown is from now on. Called within {@link Families#writing}. */
  void take(ExportMetricsServiceRequest request, Tally tally) {
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Target from = Target.of(resource.getResource(), config, labels);
      if (from.identity().size() > 0) {
        target(from, tally);
      }
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        int hash = Objects.hash(resource.getResource(), scope.getScope(), scope.getSchemaUrl());
        Origin origin = new Origin(own(from, scope), hash);
        scope.getMetricsList().forEach(metric -> metric(metric, origin, tally));
      }
    }
  }

  /** What is the same for all metrics of a scope. */
  private record Origin(Map<String, String> own, int hash) {

    /** Who writes the series of a metric. */
    int writer(Metric metric) {
      int writer = 31 * hash + metric.getName().hashCode();
      return writer == 0 ? 1 : writer;
    }
  }

  private void target(Target from, Tally tally) {
    try {
      checkLength(from.info());
      Family family = families.family(target, Kind.INFO, "target_info", "Target metadata");
      families.put(family, from.identity(), new Point.InfoPoint(from.info()), false, 1);
    } catch (Unusable e) {
      tally.refused(0, target.text(), e.why());
    }
  }

  private Map<String, String> own(Target from, ScopeMetrics metrics) {
    Map<String, String> own = new LinkedHashMap<>();
    if (!config.withoutScopeInfo()) {
      InstrumentationScope scope = metrics.getScope();
      for (KeyValue attribute : scope.getAttributesList()) {
        String name = labels.name(attribute.getKey());
        if (!name.isEmpty() && !OF_SCOPE.contains(name)) {
          LabelMaker.add(own, "otel_scope_" + name, AttributeText.of(attribute.getValue()));
        }
      }
      LabelMaker.add(own, "otel_scope_name", scope.getName());
      LabelMaker.add(own, "otel_scope_version", scope.getVersion());
      LabelMaker.add(own, "otel_scope_schema_url", metrics.getSchemaUrl());
    }
    own.putAll(from.own());
    return own;
  }

  private void metric(Metric metric, Origin origin, Tally tally) {
    try {
      Readings readings = Readings.of(metric, labels);
      if (!readings.points().isEmpty()) {
        Family family = family(metric, readings.kind());
        int writer = origin.writer(metric);
        for (Reading reading : readings.points()) {
          point(family, readings, reading, origin.own, writer, tally);
        }
      }
    } catch (Unusable e) {
      tally.refused(Readings.count(metric), metric.getName(), e.why());
    }
  }

  private Family family(Metric metric, Kind kind) throws Unusable {
    MetricName name = names.of(metric.getName(), metric.getUnit(), kind, metric.hasGauge());
    if (name.text().isEmpty()) {
      throw new Unusable("its name has no letter and no digit");
    }
    if (name.text().equals(target.text())) {
      throw new Unusable("the resources have that name for themselves");
    }
    return families.family(name, kind, metric.getName(), metric.getDescription());
  }

  private void point(
      Family family,
      Readings readings,
      Reading reading,
      Map<String, String> own,
      int writer,
      Tally tally) {
    Labels of = labels.labels(reading.attributes(), own, readings.reserved());
    if (reading.gone()) {
      families.remove(family, of);
      return;
    }
    try {
      checkLength(of);
      families.put(family, of, reading.source().read(), readings.delta(), writer);
    } catch (Unusable e) {
      tally.refused(1, family.origin(), e.why());
    }
  }

  private static void checkLength(Labels labels) throws Unusable {
    if (labels.length() > MOST_CHARACTERS) {
      throw new Unusable(
          "its labels have %d characters, limit %d".formatted(labels.length(), MOST_CHARACTERS));
    }
  }
}
