package dev.otelgw.exporters.grafanacloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayUrlTest {

  private static final String RIGHT = "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp//",
        "https://otlp-gateway-prod-eu-west-2.grafana.net",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/v1/traces",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/v1/metrics/",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/v1/logs",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/v1",
        "https://otlp-gateway-prod-eu-west-2.grafana.net/v1/traces",
        "https://otlp-gateway-prod-eu-west-2.grafana.net:443/otlp",
        "https://otlp-gateway-prod-eu-west-2.grafana.net:443",
        "HTTPS://OTLP-Gateway-Prod-EU-West-2.Grafana.NET/otlp",
        "http://otlp-gateway-prod-eu-west-2.grafana.net/otlp",
        "http://otlp-gateway-prod-eu-west-2.grafana.net:80/otlp",
        "otlp-gateway-prod-eu-west-2.grafana.net",
        "otlp-gateway-prod-eu-west-2.grafana.net/otlp",
        "otlp-gateway-prod-eu-west-2.grafana.net:443",
        "otlp-gateway-prod-eu-west-2.grafana.net:443/otlp/v1/traces",
        "  otlp-gateway-prod-eu-west-2.grafana.net/otlp \n",
      })
  void knowsEverySpelling(String text) {
    assertThat(GatewayUrl.ofEndpoint(text)).hasToString(RIGHT);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          localhost:4319,                     http://localhost:4319/otlp
          127.0.0.1:4319/otlp,                http://127.0.0.1:4319/otlp
          http://127.0.0.1:4319/otlp,         http://127.0.0.1:4319/otlp
          https://localhost:4319,             https://localhost:4319/otlp
          http://proxy.example/cloud/otlp/,   http://proxy.example/cloud/otlp
          proxy.example,                      https://proxy.example/otlp
          """)
  void takesStandInsToo(String text, String url) {
    assertThat(GatewayUrl.ofEndpoint(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod-eu-west-2",
        " Prod-EU-West-2 ",
        "otlp-gateway-prod-eu-west-2",
      })
  void knowsZones(String zone) {
    assertThat(GatewayUrl.ofZone(zone)).hasToString(RIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://x", "eu west", "a.grafana.net", "-", "prod_eu"})
  void refusesWhatIsNoZone(String zone) {
    assertThatThrownBy(() -> GatewayUrl.ofZone(zone))
        .hasMessageContaining("is not a zone such as prod-eu-west-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tempo-prod-04-prod-us-east-0.grafana.net/tempo",
        "tempo-prod-04-prod-us-east-0.grafana.net:443",
        "https://prometheus-prod-13-prod-us-east-0.grafana.net/api/prom/push",
        "https://logs-prod-006-prod-us-east-0.grafana.net/loki/api/v1/push",
      })
  void namesTheRightHostForASingleService(String text) {
    assertThatThrownBy(() -> GatewayUrl.ofEndpoint(text))
        .hasMessageContaining(
            "is a single service of the stack, which does not take OTLP over HTTP")
        .hasMessageEndingWith(
            "the right one is https://otlp-gateway-prod-us-east-0.grafana.net/otlp");
  }

  @Test
  void saysWhereTheRightHostIsShownWhereItCannotKnow() {
    assertThatThrownBy(() -> GatewayUrl.ofEndpoint("https://logs-prod-006.grafana.net"))
        .hasMessageContaining("https://otlp-gateway-<zone>.grafana.net/otlp; it is shown at");
    assertThatThrownBy(() -> GatewayUrl.ofEndpoint("https://mystack.grafana.net"))
        .hasMessageContaining("mystack.grafana.net is no OTLP gateway");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grpc://otlp-gateway-prod-eu-west-2.grafana.net      | has the scheme grpc
          otlp-gateway-prod-eu-west-2.grafana.net:4317        | has port 4317
          https://12:glc_x@otlp-gateway-p.grafana.net/otlp    | holds a user name
          https://                                            | is not a URL
          a b                                                 | is not a URL
          """)
  void refusesWhatCannotWork(String text, String message) {
    assertThatThrownBy(() -> GatewayUrl.ofEndpoint(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("glc_");
  }
}
