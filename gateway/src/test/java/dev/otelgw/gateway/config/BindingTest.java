package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.exporter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.SampleComponents.Action;
import dev.otelgw.gateway.config.SampleComponents.Compression;
import dev.otelgw.gateway.config.SampleComponents.HttpConfig;
import dev.otelgw.gateway.config.SampleComponents.Limit;
import dev.otelgw.gateway.config.SampleComponents.OtlpConfig;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.delivery.Sizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {

  private static final String FULL =
      """
      endpoint: https://backend/otlp
      headers:
        X-Scope-OrgID: 0123
        Empty:
      compression: X-Snappy-Framed
      timeout: 1m30s
      api_key: "se: cret"
      ratio: 1e-1
      tags: [a, 1, true]
      actions:
      - {key: a, value: 1}
      - {key: b, value: [x, 2.5, true]}
      - key: c
      limits: {small: {most: 1_0}, usual: }
      sending_queue:
        enabled: false
        num_consumers: 0x20
        queue_size: 20_000
        sizer: items
        block_on_overflow: True
        wait_for_result: true
        batch: {flush_timeout: 1s, min_size: 1e3, max_size: 2000, sizer: items}
      retry_on_failure:
        enabled: FALSE
        initial_interval: 1s
        randomization_factor: 0
        multiplier: 2
        max_interval: 10s
        max_elapsed_time: 0
      """;

  @Test
  void whatIsNotGivenHasItsDefault() {
    HttpConfig config = exporter(Map.of(), "endpoint: http://a");
    assertThat(config.compression()).isEqualTo(Compression.GZIP);
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.sendingQueue()).isEqualTo(new QueueConfig());
    assertThat(config.retryOnFailure()).isEqualTo(new RetryConfig());
    assertThat(config.headers()).isEmpty();
  }

  @Test
  void everyKeyReachesItsComponent() {
    HttpConfig config = exporter(Map.of(), FULL);
    assertThat(config)
        .isEqualTo(
            new HttpConfig(
                "https://backend/otlp",
                Map.of("X-Scope-OrgID", new Secret("0123"), "Empty", new Secret("")),
                Compression.X_SNAPPY_FRAMED,
                Duration.ofSeconds(90),
                new Secret("se: cret"),
                0.1,
                List.of("a", "1", "true"),
                List.of(
                    new Action("a", 1L),
                    new Action("b", List.of("x", 2.5, true)),
                    new Action("c", null)),
                Map.of("small", new Limit(10), "usual", new Limit()),
                new QueueConfig(
                    false,
                    32,
                    20_000,
                    Sizer.ITEMS,
                    true,
                    true,
                    new BatchConfig(Duration.ofSeconds(1), 1000, 2000, Sizer.ITEMS)),
                new RetryConfig(
                    false, Duration.ofSeconds(1), 0, 2, Duration.ofSeconds(10), Duration.ZERO)));
  }

  @Test
  void absentIsOffAndPresentButEmptyIsDefaults() {
    assertThat(exporter(Map.of(), "endpoint: http://a").sendingQueue().batch()).isNull();
    assertThat(
            exporter(
                    Map.of(),
                    "endpoint: http://a\nsending_queue: {sizer: items, queue_size: 9999, batch: }")
                .sendingQueue()
                .batch())
        .isEqualTo(new BatchConfig());
    OtlpConfig otlp = receiver("receivers:\n  otlp:\n    protocols:\n      grpc:\n");
    assertThat(otlp.protocols().grpc()).isEqualTo(new SampleComponents.Grpc());
    assertThat(otlp.protocols().http()).isNull();
  }

  @Test
  void otherFormsOfListsAndMaps() {
    HttpConfig config =
        exporter(
            Map.of(),
            """
            endpoint: http://a
            tags: a, b
            headers:
            - {name: X-A, value: 1}
            - {name: X-B, value: two}
            """);
    assertThat(config.tags()).containsExactly("a", "b");
    assertThat(config.headers())
        .containsExactly(Map.entry("X-A", new Secret("1")), Map.entry("X-B", new Secret("two")));
  }

  @Test
  void anchorsAliasesAndMergeKeys() {
    Loaded.Ok ok =
        Reading.ok(
            """
            receivers:
              otlp: {protocols: {grpc: }}
            exporters:
              otlp_http/a: &base
                endpoint: http://a
                timeout: 1s
                sending_queue: &queue {queue_size: 5}
              otlp_http/b:
                <<: *base
                timeout: 2s
              otlp_http/c:
                <<: [{timeout: 3s}, *base]
                endpoint: http://c
              otlp_http/d: {endpoint: "http://d", sending_queue: *queue}
            service:
              pipelines:
                traces: &all
                  receivers: [otlp]
                  exporters: [otlp_http/a, otlp_http/b, otlp_http/c, otlp_http/d]
                logs: *all
            """);
    assertThat(http(ok, "a").timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(http(ok, "b").timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(http(ok, "b").endpoint()).isEqualTo("http://a");
    assertThat(http(ok, "c").timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(http(ok, "c").endpoint()).isEqualTo("http://c");
    assertThat(http(ok, "d").sendingQueue().queueSize()).isEqualTo(5);
    assertThat(ok.configuration().service().pipelines()).hasSize(2);
    assertThat(ok.warnings()).isEmpty();
  }

  @Test
  void namesAndAliases() {
    Loaded.Ok ok =
        Reading.ok(
            """
            receivers:
              otlp / in: {protocols: {http: }}
            exporters:
              otlphttp/a/b: {endpoint: "http://a"}
            service:
              pipelines:
                metrics/1: {receivers: [otlp/in], exporters: [otlphttp/a/b]}
            """);
    Pipeline pipeline = ok.configuration().service().pipelines().getFirst();
    assertThat(pipeline.id()).hasToString("metrics/1");
    assertThat(pipeline.receivers().getFirst()).hasToString("receiver otlp/in");
    Configured<?> exporter = ok.configuration().component(pipeline.exporters().getFirst());
    assertThat(exporter.id().key()).isEqualTo("otlphttp/a/b");
    assertThat(exporter.factory().type().name()).isEqualTo("otlp_http");
    assertThat(exporter.position()).hasToString("otelgw.yaml:4:3");
    assertThat(ok.warnings()).isEmpty();
  }

  private static OtlpConfig receiver(String receivers) {
    Loaded.Ok ok = Reading.ok(receivers + Reading.EXPORTER + Reading.SERVICE);
    return (OtlpConfig)
        ok.configuration()
            .component(new ComponentId(ComponentId.Kind.RECEIVER, "otlp", ""))
            .config();
  }

  private static HttpConfig http(Loaded.Ok ok, String name) {
    return (HttpConfig)
        ok.configuration()
            .component(new ComponentId(ComponentId.Kind.EXPORTER, "otlp_http", name))
            .config();
  }
}
