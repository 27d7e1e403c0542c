package dev.otelgw.exporters.prometheus;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes labels of attributes. Labels of our own ({@code job}, {@code le}, those of the
 * configuration) are never hidden by an attribute of the same name, which becomes {@code
 * exported_job}, as Prometheus itself does it. Labels without a value are left out: to Prometheus
 * they are not there. Thread-safe.
 */
final class LabelMaker {

  private static final Comparator<KeyValue> BY_KEY = Comparator.comparing(KeyValue::getKey);

  private final LabelNames names = new LabelNames();

  /** The label for an attribute of that key; empty where it cannot have one. */
  String name(String key) {
    return names.of(key);
  }

  /**
   * Labels of a series.
   *
   * @param own go before the attributes
   * @param reserved a name that attributes must not have beside those of {@code own}; empty: none
   */
  Labels labels(List<KeyValue> attributes, Map<String, String> own, String reserved) {
    SortedMap<String, String> labels = new TreeMap<>();
    List<KeyValue> ordered =
        attributes.size() < 2 ? attributes : attributes.stream().sorted(BY_KEY).toList();
    for (KeyValue attribute : ordered) {
      String name = names.of(attribute.getKey());
      while (own.containsKey(name) || (name.equals(reserved) && !name.isEmpty())) {
        name = "exported_" + name;
      }
      add(labels, name, AttributeText.of(attribute.getValue()));
    }
    own.forEach(
        (name, value) -> add(labels, name.equals(reserved) ? "exported_" + name : name, value));
    return Labels.of(labels);
  }

  /** Where two keys make one label, it has both values (OpenTelemetry, "Metric Attributes"). */
  static void add(Map<String, String> labels, String name, String value) {
    if (!name.isEmpty() && !value.isEmpty()) {
      labels.merge(name, value, (first, second) -> first + ";" + second);
    }
  }
}
