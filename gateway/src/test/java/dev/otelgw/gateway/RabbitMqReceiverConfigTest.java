package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.scrapers.rabbitmq.Mode;
import dev.otelgw.scrapers.rabbitmq.QueuesConfig;
import dev.otelgw.scrapers.rabbitmq.RabbitMqConfig;
import dev.otelgw.scrapers.rabbitmq.RabbitMqTargetConfig;
import dev.otelgw.scrapers.scraping.Naming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The {@code rabbitmq} receiver as the Collector's users write it, and with what is ours. */
class RabbitMqReceiverConfigTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  @Test
  void readsWhatTheCollectorsReceiverTakes() {
    RabbitMqConfig config =
        config(
            """
            endpoint: http://localhost:15672
            username: otelu
            password: ${env:RABBITMQ_PASSWORD}
            collection_interval: 10s
            initial_delay: 1s
            timeout: 5s
            tls: {insecure_skip_verify: true}
            metrics:
              rabbitmq.node.disk_free: {enabled: true}
              rabbitmq.node.gc_num_details.rate: {enabled: true}
              rabbitmq.exchange.messages.published_in: {enabled: true}
              rabbitmq.message.dropped: {enabled: false}
            resource_attributes:
              rabbitmq.node.name: {enabled: true}
            """);
    assertThat(config.endpoint()).isEqualTo("http://localhost:15672");
    assertThat(config.username()).isEqualTo("otelu");
    assertThat(config.password().reveal()).isEqualTo("secret");
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.tls()).isNotNull().matches(tls -> tls.insecureSkipVerify());
    assertThat(config.metrics().get("rabbitmq.node.gc_num_details.rate").enabled()).isTrue();
    assertThat(config.metrics().get("rabbitmq.message.dropped").enabled()).isFalse();
    assertThat(config.mode()).isEqualTo(Mode.AUTO);
  }

  @Test
  void readsSeveralTargetsAndQueues() {
    RabbitMqConfig config =
        config(
            """
            targets:
              - endpoint: http://one:15672
              - {endpoint: "https://two:15671", prometheus_endpoint: "https://two:15691",
                 username: me, password: other, tls: {ca_file: /ca.pem}}
            mode: prometheus
            naming: prometheus
            max_response_size_mib: 8
            queues: {vhosts: [team-*], exclude_vhosts: [team-b], top_by_depth: 20, top_by_change: 10,
              temporary: true, details_up_to: 50}
            groups:
              memory: {enabled: true}
              queue_details: {interval: 5m}
            """);
    assertThat(config.naming()).isEqualTo(Naming.PROMETHEUS);
    assertThat(config.mode()).isEqualTo(Mode.PROMETHEUS);
    assertThat(config.maxResponseSizeMib()).isEqualTo(8);
    assertThat(config.targets())
        .extracting(RabbitMqTargetConfig::prometheusEndpoint)
        .containsExactly(null, "https://two:15691");
    assertThat(config.targets().getLast().tls().caFile()).isEqualTo("/ca.pem");
    assertThat(config.queues())
        .isEqualTo(new QueuesConfig(List.of("team-*"), List.of("team-b"), 20, 10, true, 50));
    assertThat(config.groups().get("queue_details").interval()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void saysWhatIsWrong() {
    Loaded loaded =
        load(
            """
            endpoint: localhost:15672
            metrics: {rabbitmq.node.disk: {enabled: true}}
            queues: {top_by_depth: -1}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .anyMatch(line -> line.contains("receivers.rabbitmq.endpoint: "))
        .anyMatch(line -> line.contains("receivers.rabbitmq.queues.top_by_depth: must be 0"))
        .anyMatch(
            line -> line.contains("receivers.rabbitmq.metrics.rabbitmq.node.disk: no such metric"));
  }

  private static RabbitMqConfig config(String keys) {
    Loaded loaded = load(keys);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return (RabbitMqConfig)
        ((Loaded.Ok) loaded)
            .configuration()
            .component(new ComponentId(Kind.RECEIVER, "rabbitmq", ""))
            .config();
  }

  private static Loaded load(String keys) {
    String yaml =
        """
        receivers:
          rabbitmq:
        %s
        exporters:
          debug:
        service:
          pipelines:
            metrics: {receivers: [rabbitmq], exporters: [debug]}
        """
            .formatted(keys.indent(4).stripTrailing());
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)),
            Components.all(),
            Map.of("RABBITMQ_PASSWORD", "secret"));
    EDITOR.agreesWith(loaded, yaml);
    return loaded;
  }
}
