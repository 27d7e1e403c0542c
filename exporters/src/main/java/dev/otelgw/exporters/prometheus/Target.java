package dev.otelgw.exporters.prometheus;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A resource as Prometheus sees it: {@code job} and {@code instance} on every series, the rest on
 * {@code target_info}.
 *
 * @param identity job and instance; empty where the resource has neither
 * @param own what every series of the resource carries
 * @param info the labels of target_info
 */
record Target(Labels identity, Map<String, String> own, Labels info) {

  private static final String NAME = "service.name";
  private static final String NAMESPACE = "service.namespace";
  private static final String INSTANCE = "service.instance.id";
  private static final Set<String> SERVICE = Set.of(NAME, NAMESPACE, INSTANCE);

  static Target of(Resource resource, PrometheusConfig config, LabelMaker labels) {
    Map<String, String> texts = new TreeMap<>();
    for (KeyValue attribute : resource.getAttributesList()) {
      texts.putIfAbsent(attribute.getKey(), AttributeText.of(attribute.getValue()));
    }
    Map<String, String> identity = identity(texts);
    List<KeyValue> others =
        resource.getAttributesList().stream()
            .filter(attribute -> !SERVICE.contains(attribute.getKey()))
            .toList();
    Map<String, String> own = new LinkedHashMap<>();
    if (config.resourceToTelemetryConversion().enabled()) {
      boolean all = !config.resourceToTelemetryConversion().excludeServiceAttributes();
      texts.forEach((key, value) -> {
        if (all || !SERVICE.contains(key)) {
          LabelMaker.add(own, labels.name(key), value);
        }
      });
    }
    own.putAll(identity);
    own.putAll(config.constLabels());
    return new Target(Labels.of(new TreeMap<>(identity)), own, labels.labels(others, identity, ""));
  }

  private static Map<String, String> identity(Map<String, String> texts) {
    Map<String, String> identity = new TreeMap<>();
    String name = texts.getOrDefault(NAME, "");
    String namespace = texts.getOrDefault(NAMESPACE, "");
    if (!name.isEmpty()) {
      identity.put("job", namespace.isEmpty() ? name : namespace + "/" + name);
    }
    LabelMaker.add(identity, "instance", texts.getOrDefault(INSTANCE, ""));
    return identity;
  }
}
