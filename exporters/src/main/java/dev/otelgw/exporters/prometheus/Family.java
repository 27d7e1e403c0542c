package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.MetricNames.MetricName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All series of one name. Thread-safe.
 *
 * @param origin the name in OTLP
 * @param help of whoever came first
 */
record Family(MetricName name, Kind kind, String origin, String help, Map<Labels, Series> series) {

  Family(MetricName name, Kind kind, String origin, String help) {
    this(name, kind, origin, help, new ConcurrentHashMap<>());
  }

  String text() {
    return name.text();
  }

  /** The names that its samples have, each of which one family may use only. */
  List<String> samples() {
    String name = text();
    return switch (kind) {
      case COUNTER, GAUGE, UNKNOWN, INFO -> List.of(name);
      case SUMMARY -> List.of(name, name + "_sum", name + "_count");
      case HISTOGRAM -> List.of(name, name + "_bucket", name + "_sum", name + "_count");
    };
  }
}
