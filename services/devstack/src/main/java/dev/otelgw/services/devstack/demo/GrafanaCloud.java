package dev.otelgw.services.devstack.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where Grafana Cloud is, if the environment says so with all three variables.
 *
 * @param variables all three, or none
 * @param missing those that are not set although another one is
 */
record GrafanaCloud(Map<String, String> variables, List<String> missing) {

  private static final String ENDPOINT = "GRAFANA_CLOUD_OTLP_ENDPOINT";
  private static final List<String> NAMES =
      List.of(ENDPOINT, "GRAFANA_CLOUD_OTLP_INSTANCE_ID", "GRAFANA_CLOUD_API_KEY");

  static GrafanaCloud of(Map<String, String> environment) {
    Map<String, String> set = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank()) {
        set.put(name, value);
      }
    }
    if (set.isEmpty() || set.size() == NAMES.size()) {
      return new GrafanaCloud(set, List.of());
    }
    return new GrafanaCloud(
        Map.of(), NAMES.stream().filter(name -> !set.containsKey(name)).toList());
  }

  Optional<String> complaint() {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("nothing is sent to Grafana Cloud: not set: " + String.join(", ", missing));
  }

  /** Where telemetry goes to. */
  String where() {
    return variables.isEmpty()
        ? "not used; set its three variables (otelgw demo --help)"
        : String.valueOf(variables.get(ENDPOINT));
  }
}
