package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Answers of servers that are not installed here, written from the plugin's and the API's
 * documentation, with what servers have been seen to do wrong.
 */
@Timeout(30)
class RecordedAnswersTest {

  private static final String ORDERS = "rabbitmq.queue.name=orders,rabbitmq.vhost.name=/";

  private static FakeNode fourTwo() {
    return new FakeNode()
        .metrics("/metrics", FakeNode.recorded("metrics-4.2.txt"))
        .metrics("/metrics/detailed", FakeNode.recorded("detailed-4.2.txt"))
        .metrics(
            "/metrics/memory-breakdown",
            """
            # TYPE rabbitmq_memory_plugin_bytes gauge
            # HELP rabbitmq_memory_plugin_bytes Total plugin footprint in bytes
            rabbitmq_memory_plugin_bytes 77
            """);
  }

  private static Scraped first(Setup setup) {
    try (Scraping scraping = Scraping.of(setup)) {
      return scraping.next();
    }
  }

  @Test
  void fourTwoByItsPlugin() {
    try (FakeNode node = fourTwo()) {
      Scraped scraped =
          first(node.setup().group("memory", true).on("rabbitmq.exchange.messages.published_in"));
      assertThat(scraped.value("rabbitmq.message.current{" + ORDERS + ",state=ready}"))
          .isEqualTo(5);
      assertThat(scraped.value("rabbitmq.message.delivered{ack_mode=manual," + ORDERS + "}"))
          .isEqualTo(41);
      assertThat(scraped.value("rabbitmq.message.delivered{ack_mode=auto," + ORDERS + "}"))
          .isEqualTo(9);
      assertThat(scraped.value("rabbitmq.message.published{" + ORDERS + "}")).isEqualTo(46);
      assertThat(scraped.value("rabbitmq.message.acknowledged{" + ORDERS + "}")).isEqualTo(40);
      assertThat(scraped.value("rabbitmq.queue.info{" + ORDERS + ",type=quorum}")).isEqualTo(1);
      assertThat(scraped.has("rabbitmq.queue.consumer_capacity{" + ORDERS + "}")).isFalse();
      assertThat(
              scraped.value(
                  "rabbitmq.queue.consumer_capacity"
                      + "{rabbitmq.queue.name=invoices,rabbitmq.vhost.name=/}"))
          .isEqualTo(0.75);
      assertThat(
              scraped.value(
                  "rabbitmq.message.current{rabbitmq.queue.name=odd \"name\" {with},\\all\nof it,"
                      + "rabbitmq.vhost.name=/,state=ready}"))
          .isEqualTo(2);
      assertThat(scraped.value("rabbitmq.vhost.queues.without_consumer{rabbitmq.vhost.name=/}"))
          .isEqualTo(1);
      assertThat(scraped.value("rabbitmq.node.unreachable_peers{rabbitmq.node.name=rabbit@one}"))
          .isEqualTo(1);
      assertThat(scraped.value("rabbitmq.node.memory.utilization{rabbitmq.node.name=rabbit@one}"))
          .isEqualTo(0.25);
      assertThat(scraped.value("rabbitmq.global.publishers{protocol=amqp091}")).isZero();
      assertThat(scraped.value("rabbitmq.raft.segments.max")).isEqualTo(7);
      assertThat(scraped.value("rabbitmq.node.memory{part=plugin,rabbitmq.node.name=rabbit@one}"))
          .isEqualTo(77);
      assertThat(
              scraped.value(
                  "rabbitmq.exchange.messages.published_in"
                      + "{rabbitmq.exchange.name=shop,rabbitmq.vhost.name=/}"))
          .isEqualTo(16);
      HistogramDataPoint sizes =
          scraped.histograms().get("rabbitmq.message.size{protocol=amqp091}");
      assertThat(sizes.getBucketCountsList()).containsExactly(4L, 6L, 1L);
      assertThat(sizes.getExplicitBoundsList()).containsExactly(100.0, 1000.0);
      assertThat(sizes.getSum()).isEqualTo(54_321);
      assertThat(scraped.resource())
          .containsEntry("rabbitmq.cluster.name", "prod")
          .containsEntry("rabbitmq.version", "4.2.3");
      assertThat(scraped.numbers().keySet()).noneMatch(name -> name.startsWith("scrape.errors"));
      assertThat(node.asked()).noneMatch(url -> url.startsWith("/api"));
    }
  }

  @Test
  void fourTwoUnderThePluginsNames() {
    try (FakeNode node = fourTwo()) {
      Scraped scraped = first(node.setup().naming(Naming.PROMETHEUS));
      assertThat(scraped.value("rabbitmq_brand_new_total{colour=red}")).isEqualTo(5);
      assertThat(scraped.monotonic("rabbitmq_brand_new_total")).isTrue();
      assertThat(scraped.value("rabbitmq_global_publishers{protocol=amqp091}")).isEqualTo(-3);
      assertThat(
              scraped.value(
                  "rabbitmq_detailed_queue_info"
                      + "{membership=leader,queue=orders,queue_type=rabbit_quorum_queue,vhost=/}"))
          .isEqualTo(1);
      assertThat(
              scraped.value("rabbitmq_detailed_queue_messages_acked_total{queue=orders,vhost=/}"))
          .isEqualTo(40);
      assertThat(scraped.histograms()).containsKey("rabbitmq_message_size_bytes{protocol=amqp10}");
      assertThat(scraped.numbers().keySet()).noneMatch(name -> name.contains("allocators"));
    }
  }

  @Test
  void aFamilyIsAskedForOnlyIfSomebodyWantsIt() {
    try (FakeNode node = fourTwo()) {
      first(node.setup().group("queue_details", false));
      assertThat(node.asked())
          .filteredOn(url -> url.startsWith("/metrics/detailed"))
          .isNotEmpty()
          .allSatisfy(url ->
              assertThat(url)
                  .contains("family=queue_coarse_metrics", "family=queue_delivery_metrics")
                  .doesNotContain("queue_metrics", "exchange_metrics&", "ra_metrics"));
    }
    try (FakeNode node = fourTwo()) {
      QueuesConfig named = new QueuesConfig(List.of("a", "b"), List.of(), 200, 100, false, 1000);
      first(node.setup().queues(named));
      assertThat(node.asked()).anyMatch(url -> url.contains("vhost=a&vhost=b"));
    }
  }

  private static final String OVERVIEW =
      """
      {"rabbitmq_version":"3.8.9","erlang_version":"23.1","cluster_name":"prod","node":"rabbit@one",
       "message_stats":{"publish":100.0,"publish_details":{"rate":1.5},"drop_unroutable":2},
       "object_totals":{"queues":4,"channels":1,"connections":1,"consumers":0},
       "queue_totals":{"messages_ready":7,"messages_unacknowledged":0},"disable_stats":false}\
      """;

  private static final String NODES =
      """
      [{"name":"rabbit@one","running":true,"partitions":["rabbit@three"],"mem_used":50,"mem_limit":100,
        "uptime":60000,"mem_alarm":true,"fd_used":"unknown"},
       {"name":"rabbit@two","running":false,"partitions":[]}]\
      """;

  private static final String QUEUES =
      """
      {"page":1,"page_count":1,"items":[
       {"name":"a","vhost":"/","type":"classic","state":"running","node":"rabbit@one",
        "messages_ready":7.0,"messages_unacknowledged":0,"consumers":0,"consumer_capacity":"",
        "consumer_utilisation":null,"message_stats":{"publish":7,"ack":null}},
       {"name":"b","vhost":"/","type":"quorum","state":"minority"},
       {"name":"c","vhost":"/","state":"down","durable":true},
       {"name":"d","vhost":"/","exclusive":true,"messages_ready":3,"consumers":1,"state":"running"}]}\
      """;

  private static FakeNode threeEight() {
    return new FakeNode()
        .api("overview", 200, OVERVIEW)
        .api("nodes", 200, NODES)
        .api("queues", 200, QUEUES);
  }

  @Test
  void anOldClusterByItsApiWithNodesAndQueuesThatAreDown() {
    try (FakeNode node = threeEight()) {
      Scraped scraped = first(node.setup().as("me", "x").mode(Mode.MANAGEMENT));
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
      assertThat(scraped.value("rabbitmq.node.up{rabbitmq.node.name=rabbit@two}")).isZero();
      assertThat(scraped.value("rabbitmq.node.up{rabbitmq.node.name=rabbit@one}")).isEqualTo(1);
      assertThat(scraped.value("rabbitmq.node.partitions{rabbitmq.node.name=rabbit@one}"))
          .isEqualTo(1);
      assertThat(scraped.has("rabbitmq.node.mem_used{rabbitmq.node.name=rabbit@two}")).isFalse();
      assertThat(scraped.value("rabbitmq.node.mem_alarm{rabbitmq.node.name=rabbit@one}"))
          .isEqualTo(1);
      assertThat(scraped.has("rabbitmq.node.fd_used{rabbitmq.node.name=rabbit@one}")).isFalse();
      assertThat(scraped.value("rabbitmq.message.dropped")).isEqualTo(2);
      String a = "{rabbitmq.queue.name=a,rabbitmq.vhost.name=/";
      assertThat(scraped.value("rabbitmq.message.current" + a + ",state=ready}")).isEqualTo(7);
      assertThat(scraped.has("rabbitmq.queue.consumer_capacity" + a + "}")).isFalse();
      assertThat(scraped.has("rabbitmq.message.acknowledged" + a + "}")).isFalse();
      assertThat(scraped.value("rabbitmq.vhost.queues{rabbitmq.vhost.name=/,state=down}"))
          .isEqualTo(1);
      assertThat(
              scraped.value(
                  "rabbitmq.queue.info"
                      + "{rabbitmq.queue.name=b,rabbitmq.vhost.name=/,state=minority,type=quorum}"))
          .isEqualTo(1);
      assertThat(
              scraped.has("rabbitmq.consumer.count{rabbitmq.queue.name=b,rabbitmq.vhost.name=/}"))
          .isFalse();
      assertThat(
              scraped.value(
                  "rabbitmq.message.current"
                      + "{rabbitmq.queue.name=other,rabbitmq.vhost.name=/,state=ready}"))
          .isEqualTo(3);
      assertThat(scraped.value("rabbitmq.vhost.queues.without_consumer{rabbitmq.vhost.name=/}"))
          .isEqualTo(1);
    }
  }

  @Test
  void ofSeveralTargetsEachTellsOnlyItsOwn() {
    try (FakeNode node = threeEight();
        FakeNode other =
            new FakeNode()
                .api("overview", 200, OVERVIEW.replace("rabbit@one", "rabbit@two"))
                .api("nodes", 200, NODES)
                .api("queues", 200, QUEUES)) {
      Setup both =
          node.setup()
              .as("me", "x")
              .mode(Mode.MANAGEMENT)
              .targets(
                  new RabbitMqTargetConfig(node.url(), "", null, null, null),
                  new RabbitMqTargetConfig(other.url(), "", null, null, null));
      try (Scraping scraping = Scraping.of(both)) {
        String a = "rabbitmq.consumer.count{rabbitmq.queue.name=a,rabbitmq.vhost.name=/}";
        Scraped first =
            scraping.until(
                "one", one -> one.has("rabbitmq.node.up{rabbitmq.node.name=rabbit@one}"));
        Scraped second =
            scraping.until(
                "two", one -> one.has("rabbitmq.node.up{rabbitmq.node.name=rabbit@two}"));
        assertThat(first.has("rabbitmq.node.up{rabbitmq.node.name=rabbit@two}")).isFalse();
        assertThat(first.has(a)).isTrue();
        assertThat(second.has(a)).isFalse();
      }
    }
  }

  @Test
  void anOldPluginHasNothingOfSingleQueuesAndTheApiHelpsOut() {
    String metrics =
        """
        # TYPE rabbitmq_build_info untyped
        rabbitmq_build_info{rabbitmq_version="3.8.9"} 1
        # TYPE rabbitmq_identity_info untyped
        rabbitmq_identity_info{rabbitmq_node="rabbit@one",rabbitmq_cluster="prod"} 1
        """;
    try (FakeNode node = threeEight().metrics("/metrics", metrics)) {
      Scraped alone = first(node.setup());
      assertThat(alone.value("scrape.errors{error.type=unsupported,scrape.group=queues}"))
          .isPositive();
      Scraped both = first(node.setup().as("me", "x"));
      assertThat(both.has("rabbitmq.consumer.count{rabbitmq.queue.name=a,rabbitmq.vhost.name=/}"))
          .isTrue();
      assertThat(both.numbers().keySet()).noneMatch(name -> name.startsWith("scrape.errors"));
    }
  }
}
