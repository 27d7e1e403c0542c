package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What runs when no configuration is given. */
final class BuiltInConfiguration {

  /** All three set: telemetry goes to Grafana Cloud. */
  static final List<String> GRAFANA_CLOUD =
      List.of(
          "GRAFANA_CLOUD_OTLP_ENDPOINT", "GRAFANA_CLOUD_OTLP_INSTANCE_ID", "GRAFANA_CLOUD_API_KEY");

  private BuiltInConfiguration() {}

  /** Those of the three that are missing although another one is set. */
  static List<String> missingForGrafanaCloud(Map<String, String> environment) {
    List<String> missing =
        GRAFANA_CLOUD.stream().filter(name -> !isSet(name, environment)).toList();
    return missing.size() == GRAFANA_CLOUD.size() ? List.of() : missing;
  }

  /** Whether telemetry goes to Grafana Cloud. */
  static boolean sendsToGrafanaCloud(Map<String, String> environment) {
    return GRAFANA_CLOUD.stream().allMatch(name -> isSet(name, environment));
  }

  static Source source(Map<String, String> environment) {
    String name = sendsToGrafanaCloud(environment) ? "grafana-cloud.yaml" : "local.yaml";
    try (InputStream in = BuiltInConfiguration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Source.Text("built-in " + name, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSet(String name, Map<String, String> environment) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
