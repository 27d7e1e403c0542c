package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.scrapers.scraping.Scraped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver against a real broker, whose numbers are read by other means beside it. */
class RabbitMqReceiverIT {

  @TempDir static Path folder;

  private static RabbitServer server;

  @BeforeAll
  static void startBroker() {
    server = RabbitServer.start(folder);
  }

  @AfterAll
  static void stopBroker() {
    if (server != null) {
      server.close();
    }
  }

  private static String queue(String metric, String name, String... more) {
    List<String> attributes = new ArrayList<>(List.of(more));
    attributes.add("rabbitmq.queue.name=" + name);
    attributes.add("rabbitmq.vhost.name=/");
    return metric + "{" + attributes.stream().sorted().collect(Collectors.joining(",")) + "}";
  }

  private static String node(String metric) {
    return "%s{rabbitmq.node.name=%s}".formatted(metric, server.node());
  }

  /** Another way to the same number. */
  private static double listed(String queue, String column) {
    return Arrays.stream(server.ctl("list_queues", "name", column).split("\n", -1))
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[0].equals(queue))
        .mapToDouble(cells -> Double.parseDouble(cells[1]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void valuesAreThoseOfTheBroker() {
    try (Broker broker = new Broker(server);
        Scraping scraping = Scraping.of(Setup.of(server).guest().on("rabbitmq.node.gc_num"))) {
      broker.queue("orders", Map.of()).publish("orders", 7).fetch("orders").fetch("orders");
      Scraped scraped =
          scraping.until(
              "the messages",
              one ->
                  one.is(queue("rabbitmq.message.current", "orders", "state=ready"), 5)
                      && one.is(queue("rabbitmq.message.published", "orders"), 7));
      assertThat(scraped.value(queue("rabbitmq.message.current", "orders", "state=ready")))
          .isEqualTo(listed("orders", "messages_ready"));
      assertThat(scraped.value(queue("rabbitmq.message.current", "orders", "state=unacknowledged")))
          .isEqualTo(listed("orders", "messages_unacknowledged"))
          .isEqualTo(2);
      assertThat(scraped.value(queue("rabbitmq.queue.size", "orders", "state=ready")))
          .isEqualTo(50);
      JsonFields[] api = new JsonFields[1];
      readNodes(node -> api[0] = node);
      for (String same :
          List.of("mem_limit", "disk_free_limit", "fd_total", "proc_total", "mem_alarm")) {
        assertThat(scraped.value(node("rabbitmq.node." + same)))
            .as(same)
            .isEqualTo(api[0].number(same));
      }
      assertThat(scraped.value(node("rabbitmq.node.mem_used")))
          .isCloseTo(api[0].number("mem_used"), within(50e6));
      assertThat(scraped.value(node("rabbitmq.node.uptime")))
          .isCloseTo(api[0].number("uptime"), within(30_000.0));
      assertThat(scraped.value(node("rabbitmq.node.gc_num")))
          .isCloseTo(api[0].number("gc_num"), within(20_000.0));
      assertThat(scraped.value(node("rabbitmq.node.up"))).isEqualTo(1);
      assertThat(scraped.value(node("rabbitmq.node.partitions"))).isZero();
      assertThat(scraped.value("rabbitmq.vhost.queues.without_consumer{rabbitmq.vhost.name=/}"))
          .isPositive();
      assertThat(scraped.resource())
          .containsEntry("rabbitmq.version", server.ctl("version"))
          .containsEntry("messaging.system", "rabbitmq")
          .containsEntry("service.name", "rabbitmq")
          .containsKey("rabbitmq.cluster.name");
    }
  }

  private static void readNodes(Consumer<JsonFields> each) {
    try {
      JsonFields.list(
          new ByteArrayInputStream(server.get("nodes").getBytes(StandardCharsets.UTF_8)), each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void countersFollowTheLoad() {
    try (Broker broker = new Broker(server);
        Scraping scraping = Scraping.of(Setup.of(server).guest())) {
      broker.queue("manual", Map.of()).queue("auto", Map.of());
      broker.queue(
          "dying", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "grave"));
      Scraped before = scraping.next();
      broker.publish("dying", 3).fetch("dying").fetch("dying").fetch("dying").rejectAll();
      broker.consume("manual", false).consume("auto", true);
      broker.publish("manual", 30).publish("auto", 20).publish("nowhere", 4);
      Scraped after =
          scraping.until(
              "the load",
              one ->
                  one.is(queue("rabbitmq.message.acknowledged", "manual"), 30)
                      && one.is(queue("rabbitmq.message.delivered", "auto", "ack_mode=auto"), 20));
      assertThat(after.value(queue("rabbitmq.message.delivered", "manual", "ack_mode=manual")))
          .isEqualTo(30);
      assertThat(after.value(queue("rabbitmq.message.fetched", "dying", "ack_mode=manual")))
          .isEqualTo(3);
      assertThat(grown(before, after, "rabbitmq.message.dropped{protocol=amqp091}")).isEqualTo(4);
      assertThat(grown(before, after, "rabbitmq.global.messages.received{protocol=amqp091}"))
          .isGreaterThanOrEqualTo(57);
      String dead =
          "rabbitmq.global.messages.dead_lettered"
              + "{queue_type=rabbit_classic_queue,reason=rejected,strategy=at_most_once}";
      assertThat(grown(before, after, dead)).isEqualTo(3);
      assertThat(after.point(dead).getStartTimeUnixNano())
          .isEqualTo(before.point(dead).getStartTimeUnixNano())
          .isLessThan(before.point(dead).getTimeUnixNano());
      assertThat(after.value("rabbitmq.global.consumers{protocol=amqp091}"))
          .isGreaterThanOrEqualTo(2);
    }
  }

  private static double grown(Scraped before, Scraped after, String point) {
    return after.value(point) - before.value(point);
  }

  @Test
  void bytesOfAConnectionThatClosedStayInTheTotal() {
    String received = "rabbitmq.connections.io{direction=receive}";
    try (Scraping scraping = Scraping.of(Setup.of(server))) {
      double top;
      try (Broker broker = new Broker(server)) {
        broker.queue("traffic", Map.of()).publish("traffic", 500);
        top = scraping.until("bytes", one -> one.value(received) > 5000).value(received);
        assertThat(server.number("rabbitmq_connection_incoming_bytes_total")).isGreaterThan(5000);
      }
      Scraped[] after = new Scraped[1];
      Await.until(
          "the server forgot them",
          () -> server.number("rabbitmq_connection_incoming_bytes_total") < 5000);
      after[0] = scraping.next();
      assertThat(after[0].value(received)).isGreaterThanOrEqualTo(top);
    }
  }

  @Test
  void theManagementApiAloneGivesTheSame() {
    try (Broker broker = new Broker(server);
        Scraping scraping =
            Scraping.of(
                Setup.of(server)
                    .guest()
                    .mode(Mode.MANAGEMENT)
                    .on("rabbitmq.node.mem_used_details.rate", "rabbitmq.node.io_read_count")
                    .on("rabbitmq.exchange.messages.published_in"))) {
      broker.queue("byapi", Map.of()).publish("byapi", 6).fetch("byapi");
      Scraped scraped =
          scraping.until(
              "the messages",
              one ->
                  one.is(queue("rabbitmq.message.current", "byapi", "state=ready"), 5)
                      && one.is(queue("rabbitmq.message.published", "byapi"), 6));
      assertThat(scraped.value(queue("rabbitmq.queue.size", "byapi", "state=ready"))).isEqualTo(50);
      assertThat(scraped.value(node("rabbitmq.node.mem_limit")))
          .isEqualTo(server.number("rabbitmq_resident_memory_limit_bytes"));
      assertThat(scraped.has(node("rabbitmq.node.mem_used_details.rate"))).isTrue();
      assertThat(scraped.has(node("rabbitmq.node.io_read_count"))).isTrue();
      assertThat(scraped.value(node("rabbitmq.node.memory.utilization"))).isBetween(0.0, 1.0);
      assertThat(
              scraped.value(
                  "rabbitmq.exchange.messages.published_in"
                      + "{rabbitmq.exchange.name=,rabbitmq.vhost.name=/}"))
          .isGreaterThanOrEqualTo(6);
      assertThat(
              scraped.numbers().keySet().stream()
                  .filter(name -> name.startsWith("rabbitmq.queue.info"))
                  .filter(name -> name.contains("name=byapi")))
          .singleElement()
          .asString()
          .contains("state=running", "type=classic", server.node());
    }
  }

  @Test
  void queuesThatComeAndGoAreInTheRest() {
    try (Broker broker = new Broker(server);
        Scraping scraping = Scraping.of(Setup.of(server).mode(Mode.PROMETHEUS));
        Scraping withThem =
            Scraping.of(
                Setup.of(server)
                    .mode(Mode.PROMETHEUS)
                    .queues(new QueuesConfig(List.of("*"), List.of(), 200, 100, true, 1000)))) {
      String temporary = broker.nameless();
      broker.publish(temporary, 9);
      Scraped scraped =
          scraping.until(
              "the rest",
              one ->
                  one.has(queue("rabbitmq.message.current", "other", "state=ready"))
                      && one.value(queue("rabbitmq.message.current", "other", "state=ready")) >= 9);
      assertThat(scraped.has(queue("rabbitmq.message.current", temporary, "state=ready")))
          .isFalse();
      assertThat(withThem.next().value(queue("rabbitmq.message.current", temporary, "state=ready")))
          .isEqualTo(9);
    }
  }

  @Test
  void virtualHostsAreChosen() {
    server.put("vhosts/team-a", "{}");
    server.put("vhosts/team-b", "{}");
    for (String vhost : List.of("team-a", "team-b")) {
      server.put("permissions/" + vhost + "/guest", ALL);
      server.put("queues/" + vhost + "/mine", "{\"durable\":true}");
    }
    for (Mode mode : List.of(Mode.PROMETHEUS, Mode.MANAGEMENT)) {
      QueuesConfig queues =
          new QueuesConfig(List.of("team-*"), List.of("*-b"), 200, 100, false, 1000);
      try (Scraping scraping = Scraping.of(Setup.of(server).guest().mode(mode).queues(queues))) {
        String consumers = "rabbitmq.consumer.count";
        Scraped scraped =
            scraping.until(
                "the queue",
                one ->
                    one.numbers().keySet().stream().anyMatch(name -> name.startsWith(consumers)));
        assertThat(scraped.numbers().keySet().stream().filter(name -> name.startsWith(consumers)))
            .containsExactly(
                "rabbitmq.consumer.count{rabbitmq.queue.name=mine,rabbitmq.vhost.name=team-a}");
      }
    }
  }

  private static final String ALL = "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";

  @Test
  void whoMayNotIsToldSo() {
    server.user("plain", "p", "");
    server.user("half", "p", "management");
    server.user("whole", "p", "monitoring");
    Setup api = Setup.of(server).mode(Mode.MANAGEMENT);
    assertThat(first(api.as("plain", "p")))
        .satisfies(down("scrape.errors{error.type=tag_missing,scrape.group=connect}"));
    assertThat(first(api.as("whole", "wrong")))
        .satisfies(down("scrape.errors{error.type=login_refused,scrape.group=connect}"));
    Scraped half = first(api.as("half", "p"));
    assertThat(half.value("scrape.up")).isEqualTo(1);
    assertThat(half.value("scrape.errors{error.type=tag_missing,scrape.group=node}")).isPositive();
    assertThat(first(api.as("whole", "p")).has(node("rabbitmq.node.mem_used"))).isTrue();
  }

  private static Scraped first(Setup setup) {
    try (Scraping scraping = Scraping.of(setup)) {
      return scraping.next();
    }
  }

  private static Consumer<Scraped> down(String error) {
    return scraped -> {
      assertThat(scraped.value("scrape.up")).isZero();
      assertThat(scraped.value(error)).isPositive();
    };
  }

  @Test
  void thePluginGoesOnWhereTheApiRefuses() {
    server.user("plain", "p", "");
    Scraped scraped = first(Setup.of(server).as("plain", "p"));
    assertThat(scraped.value("scrape.up")).isEqualTo(1);
    assertThat(scraped.has(node("rabbitmq.node.mem_used"))).isTrue();
    assertThat(scraped.value("scrape.errors{error.type=tag_missing,scrape.group=cluster}"))
        .isPositive();
  }
}
