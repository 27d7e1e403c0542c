package dev.otelgw.services.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrafanaCloudTest {

  private static final Map<String, String> ALL =
      Map.of(
          "GRAFANA_CLOUD_OTLP_ENDPOINT",
          "https://example.org/otlp",
          "GRAFANA_CLOUD_OTLP_INSTANCE_ID",
          "1",
          "GRAFANA_CLOUD_API_KEY",
          "key",
          "PATH",
          "/bin");

  @Test
  void isUsedWhenAllThreeAreSet() {
    GrafanaCloud cloud = GrafanaCloud.of(ALL);
    assertThat(cloud.variables()).hasSize(3).doesNotContainKey("PATH");
    assertThat(cloud.where()).isEqualTo("https://example.org/otlp");
    assertThat(cloud.complaint()).isEmpty();
  }

  @Test
  void isNotUsedWhenNoneIsSet() {
    GrafanaCloud cloud = GrafanaCloud.of(Map.of("GRAFANA_CLOUD_API_KEY", ""));
    assertThat(cloud.variables()).isEmpty();
    assertThat(cloud.complaint()).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    GrafanaCloud cloud = GrafanaCloud.of(Map.of("GRAFANA_CLOUD_API_KEY", "key"));
    assertThat(cloud.variables()).isEmpty();
    assertThat(cloud.complaint())
        .contains(
            "nothing is sent to Grafana Cloud: not set: GRAFANA_CLOUD_OTLP_ENDPOINT,"
                + " GRAFANA_CLOUD_OTLP_INSTANCE_ID");
  }
}
