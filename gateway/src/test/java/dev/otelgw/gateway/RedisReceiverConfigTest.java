package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.scrapers.redis.RedisConfig;
import dev.otelgw.scrapers.redis.RedisTargetConfig;
import dev.otelgw.scrapers.scraping.Naming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The {@code redis} receiver as the Collector's users write it, and with what is ours. */
class RedisReceiverConfigTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  @Test
  void readsWhatTheCollectorsReceiverTakes() {
    RedisConfig config =
        config(
            """
            endpoint: "localhost:6379"
            transport: tcp
            collection_interval: 10s
            initial_delay: 1s
            timeout: 5s
            username: "test"
            password: ${env:REDIS_PASSWORD}
            tls: {insecure: true}
            metrics:
              redis.cmd.calls: {enabled: true}
              redis.cpu.time: {enabled: false}
            resource_attributes:
              server.address: {enabled: true}
              server.port: {enabled: false}
            """);
    assertThat(config.endpoint()).isEqualTo("localhost:6379");
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.initialDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.username()).isEqualTo("test");
    assertThat(config.password().reveal()).isEqualTo("secret");
    assertThat(config.tls()).isNotNull().matches(tls -> tls.insecure());
    assertThat(config.metrics().get("redis.cmd.calls").enabled()).isTrue();
    assertThat(config.metrics().get("redis.cpu.time").enabled()).isFalse();
    assertThat(config.resourceAttributes().get("server.port").enabled()).isFalse();
  }

  @Test
  void readsSeveralTargetsAndGroups() {
    RedisConfig config =
        config(
            """
            targets:
              - endpoint: one:6379
              - {endpoint: two:6380, username: me, password: other, tls: {ca_file: /ca.pem}}
            naming: prometheus
            groups:
              commands: {interval: 5m}
              slowlog: {enabled: false}
            """);
    assertThat(config.naming()).isEqualTo(Naming.PROMETHEUS);
    assertThat(config.targets())
        .extracting(RedisTargetConfig::endpoint)
        .containsExactly("one:6379", "two:6380");
    assertThat(config.targets().getFirst().username()).isNull();
    assertThat(config.targets().getLast().tls().caFile()).isEqualTo("/ca.pem");
    assertThat(config.groups().get("commands").interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.groups().get("slowlog").enabled()).isFalse();
  }

  @Test
  void saysWhatIsWrong() {
    Loaded loaded =
        load(
            """
            endpoint: redis://localhost
            metrics: {redis.cpu.tim: {enabled: true}}
            groups: {latencies: {enabled: false}}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .anyMatch(line -> line.contains("receivers.redis.endpoint: "))
        .anyMatch(line -> line.contains("receivers.redis.metrics.redis.cpu.tim: no such metric"))
        .anyMatch(line -> line.contains("receivers.redis.groups.latencies: no such group"));
  }

  private static RedisConfig config(String keys) {
    Loaded loaded = load(keys);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return (RedisConfig)
        ((Loaded.Ok) loaded)
            .configuration()
            .component(new ComponentId(Kind.RECEIVER, "redis", ""))
            .config();
  }

  private static Loaded load(String keys) {
    String yaml =
        """
        receivers:
          redis:
        %s
        exporters:
          debug:
        service:
          pipelines:
            metrics: {receivers: [redis], exporters: [debug]}
        """
            .formatted(keys.indent(4).stripTrailing());
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)),
            Components.all(),
            Map.of("REDIS_PASSWORD", "secret"));
    EDITOR.agreesWith(loaded, yaml);
    return loaded;
  }
}
