package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.prometheus.PrometheusConfig.ResourceToTelemetryConfig;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {

  private static List<String> problems(Consumer<Configs> with) {
    Configs configs = new Configs();
    with.accept(configs);
    return CheckedConfig.problems(configs.config());
  }

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(new PrometheusConfig())
        .isEqualTo(
            new PrometheusConfig(
                "127.0.0.1:8889",
                null,
                null,
                "",
                Map.of(),
                false,
                Duration.ofMinutes(5),
                false,
                new ResourceToTelemetryConfig(false, false),
                false,
                true,
                "",
                100_000,
                Duration.ofSeconds(30)));
    assertThat(CheckedConfig.problems(new PrometheusConfig())).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problems(with -> with.endpoint = "8889"))
        .containsExactly(
            "endpoint: \"8889\" has no port; write host:port, for example 127.0.0.1:8889");
    assertThat(problems(with -> with.namespace = "--"))
        .containsExactly("namespace: \"--\" has no letter and no digit");
    assertThat(problems(with -> with.constLabels = Map.of("a-b", "c")))
        .containsExactly(
            "const_labels: \"a-b\" is no name of a label; use letters, digits and _, no digit and no"
                + " __ in front");
    assertThat(problems(with -> with.constLabels = Map.of("__name__", "c"))).hasSize(1);
    assertThat(problems(with -> with.constLabels = Map.of("le", "c")))
        .containsExactly("const_labels: le belongs to histograms and summaries");
    assertThat(problems(with -> with.expiration = Duration.ZERO))
        .containsExactly("metric_expiration: must be more than 0, or nothing would ever be shown");
    assertThat(problems(with -> with.writeTimeout = Duration.ofSeconds(-1)))
        .containsExactly("write_timeout: is negative; use 0 for no limit");
    assertThat(problems(with -> with.strategy = "NoTranslation"))
        .containsExactly(
            "translation_strategy: NoTranslation is not supported: names are always made of"
                + " letters, digits and _; use UnderscoreEscapingWithSuffixes or"
                + " UnderscoreEscapingWithoutSuffixes");
    assertThat(problems(with -> with.strategy = "x"))
        .containsExactly(
            "translation_strategy: must be UnderscoreEscapingWithSuffixes or"
                + " UnderscoreEscapingWithoutSuffixes, was \"x\"");
  }

  @Test
  void letsTheStrategyDecideAboutSuffixes() {
    Configs configs = new Configs();
    assertThat(configs.config().suffixes()).isTrue();
    configs.strategy = PrometheusConfig.WITHOUT_SUFFIXES;
    assertThat(configs.config().suffixes()).isFalse();
    configs.suffixes = false;
    configs.strategy = PrometheusConfig.WITH_SUFFIXES;
    assertThat(configs.config().suffixes()).isTrue();
  }

  @Test
  void hasNoQueueInFront() {
    PrometheusFactory factory = new PrometheusFactory();
    assertThat(factory.delivery(new PrometheusConfig())).isEqualTo(DeliverySettings.DIRECT);
    assertThat(factory.type().name()).isEqualTo("prometheus");
  }
}
