package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Naming;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class RabbitMqTablesTest {

  @Test
  void everyMetricStandsInTheDocumentationOnce() {
    List<MetricDoc> docs = new RabbitMqReceiverFactory().metrics();
    assertThat(docs.stream().collect(Collectors.groupingBy(MetricDoc::name, Collectors.counting())))
        .allSatisfy((name, count) -> assertThat(count).as(name).isOne());
    assertThat(docs)
        .filteredOn(doc -> doc.name().equals("rabbitmq.message.delivered"))
        .singleElement()
        .satisfies(doc -> {
          assertThat(doc.stored()).isEqualTo("rabbitmq_message_delivered_total");
          assertThat(doc.attributes())
              .containsExactly("ack_mode", "rabbitmq.vhost.name", "rabbitmq.queue.name");
          assertThat(doc.enabled()).isTrue();
        });
  }

  /** The Collector's receiver has 6 that are on, 74 of the node and 2 of exchanges. */
  @Test
  void everyMetricOfTheCollectorsReceiverIsThere() {
    Set<String> names =
        RabbitMqSystem.SYSTEM.metrics().stream()
            .filter(metric -> metric.naming() == Naming.OTEL)
            .map(Metric::name)
            .collect(Collectors.toSet());
    assertThat(names)
        .contains(
            "rabbitmq.consumer.count",
            "rabbitmq.message.current",
            "rabbitmq.message.published",
            "rabbitmq.message.delivered",
            "rabbitmq.message.acknowledged",
            "rabbitmq.message.dropped",
            "rabbitmq.exchange.messages.published_in",
            "rabbitmq.exchange.messages.published_out");
    assertThat(names.stream().filter(name -> name.endsWith("_details.rate"))).hasSize(32);
    Set<String> totals = new HashSet<>();
    names.stream()
        .filter(name -> name.endsWith("_details.rate"))
        .map(name -> name.replace("_details.rate", ""))
        .forEach(totals::add);
    assertThat(names).containsAll(totals);
  }

  @Test
  void whatOnlyGrowsIsACounterInBothTables() {
    for (OtelTable.Row row : RabbitMqSystem.OTEL.rows()) {
      PluginTable.Row same = RabbitMqSystem.PLUGIN.rows().get(row.plugin().name());
      if (same != null && same.metric().kind() == Kind.COUNTER) {
        assertThat(row.metric().kind()).as(row.plugin().name()).isEqualTo(Kind.COUNTER);
      }
      if (same != null && row.metric().kind() == Kind.COUNTER && !row.notes().clamped()) {
        // The links between nodes count, though the plugin calls that a gauge.
        assertThat(same.metric().kind() == Kind.COUNTER || row.plugin().name().contains("dist_"))
            .as(row.plugin().name())
            .isTrue();
      }
    }
  }

  @Test
  void theDefaultsAreOneNodeEachMinute() {
    RabbitMqConfig config = new RabbitMqConfig();
    assertThat(config.servers())
        .singleElement()
        .satisfies(server -> {
          assertThat(server.api()).hasToString("http://localhost:15672/");
          assertThat(server.plugin()).hasToString("http://localhost:15692/");
        });
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.mode()).isEqualTo(Mode.AUTO);
    assertThat(config.maxResponseSizeMib()).isEqualTo(32);
    assertThat(config.queues()).isEqualTo(new QueuesConfig());
    assertThat(CheckedConfig.problems(config)).isEmpty();
  }

  @Test
  void targetsTakeWhatTheyLeaveOutFromTheReceiver() {
    RabbitMqConfig config =
        Setup.of("http://unused:1", "")
            .as("me", "pass")
            .targets(
                new RabbitMqTargetConfig("http://a:1/prefix", null, null, null, null),
                new RabbitMqTargetConfig(
                    "https://b:2", "https://c:3", "other", new Secret("word"), null))
            .config();
    assertThat(config.servers())
        .extracting(server -> server.username() + ":" + server.password().reveal())
        .containsExactly("me:pass", "other:word");
    assertThat(config.servers())
        .extracting(server -> server.plugin().toString())
        .containsExactly("http://a:15692/", "https://c:3/");
    assertThat(Endpoint.below(config.servers().getFirst().api(), "api/overview"))
        .hasToString("http://a:1/prefix/api/overview");
  }

  @Test
  void whatIsWrongIsSaidByKey() {
    RabbitMqTargetConfig twice = new RabbitMqTargetConfig("http://a:1", "", null, null, null);
    assertThat(
            CheckedConfig.problems(
                Setup.of("localhost:15672", "http://me:secret@b:1")
                    .mode(Mode.MANAGEMENT)
                    .mib(0)
                    .group("nope", true)
                    .config()))
        .anySatisfy(line -> assertThat(line).startsWith("endpoint: \"localhost:15672\" is not a"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("prometheus_endpoint: holds a user")
                .doesNotContain("secret"))
        .anySatisfy(line -> assertThat(line).startsWith("username: is empty;"))
        .contains("max_response_size_mib: must be from 1 to 1024, was 0")
        .anySatisfy(line -> assertThat(line).startsWith("groups.nope: no such group"));
    assertThat(
            CheckedConfig.problems(
                Setup.of("", "").as("u", "p").mode(Mode.MANAGEMENT).targets(twice, twice).config()))
        .contains("targets: http://a:1 stands there twice")
        .anySatisfy(line -> assertThat(line).startsWith("warning targets: with mode: management"));
    assertThat(CheckedConfig.problems(new QueuesConfig(List.of(), List.of(), -1, 600, false, 0)))
        .contains("top_by_depth: must be 0 or more, was -1")
        .anySatisfy(line -> assertThat(line).startsWith("warning top_by_depth: 599 queues"));
  }

  @Test
  void failuresNameTheCure() {
    HttpUrl plugin = HttpUrl.get("http://rabbit:15692/metrics");
    HttpUrl api = HttpUrl.get("http://rabbit:15672/api/overview");
    ConnectException refused = new ConnectException("Connection refused");
    Duration waited = Duration.ofSeconds(3);
    assertThat(RabbitMqErrors.connection(plugin, refused, waited).cure())
        .contains("rabbitmq-plugins enable rabbitmq_prometheus", "prometheus_endpoint");
    assertThat(RabbitMqErrors.connection(api, refused, waited).cure())
        .contains("rabbitmq-plugins enable rabbitmq_management");
    assertThat(
            RabbitMqErrors.status(
                    api, 401, "{\"error\":\"x\",\"reason\":\"Not management user\"}", "otelgw")
                .cure())
        .isEqualTo("rabbitmqctl set_user_tags otelgw monitoring");
    assertThat(RabbitMqErrors.status(api, 401, "{\"reason\":\"Login failed\"}", "me").getMessage())
        .isEqualTo("answers 401, \"Login failed\"");
    assertThat(
            RabbitMqErrors.neither(
                    RabbitMqErrors.connection(plugin, refused, waited),
                    RabbitMqErrors.connection(api, refused, waited))
                .getMessage())
        .isEqualTo("Connection refused; and http://rabbit:15672/api/overview: Connection refused");
    assertThat(
            RabbitMqErrors.neither(
                    RabbitMqErrors.connection(plugin, refused, waited),
                    RabbitMqErrors.status(api, 401, "{\"reason\":\"Login failed\"}", "me"))
                .errorType())
        .isEqualTo("login_refused");
  }

  @Test
  void virtualHostsAreChosenByPatterns() {
    Vhosts all = new Vhosts(new QueuesConfig());
    assertThat(all.reads("/")).isTrue();
    assertThat(all.named()).isEmpty();
    Vhosts some = new Vhosts(new QueuesConfig(List.of("/", "a.b"), List.of("a*"), 1, 1, false, 1));
    assertThat(some.named()).containsExactly("/", "a.b");
    assertThat(some.reads("/")).isTrue();
    assertThat(some.reads("a.b")).isFalse();
    assertThat(some.reads("axb")).isFalse();
  }
}
