package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that lack something, and one that goes away. */
class RabbitMqTroubleIT {

  @TempDir Path folder;

  private static Scraped first(Setup setup) {
    try (Scraping scraping = Scraping.of(setup)) {
      return scraping.next();
    }
  }

  @Test
  void withoutThePluginTheManagementApiIsRead() {
    try (RabbitServer server = RabbitServer.with(folder, "rabbitmq_management")) {
      String memory = "rabbitmq.node.mem_used{rabbitmq.node.name=%s}".formatted(server.node());
      try (Scraping scraping = Scraping.of(Setup.of(server).guest())) {
        Scraped scraped = scraping.until("the node's numbers", one -> one.has(memory));
        assertThat(scraped.value("scrape.up")).isEqualTo(1);
        assertThat(scraped.numbers().keySet()).noneMatch(name -> name.startsWith("scrape.errors"));
      }
      Scraped alone = first(Setup.of(server).guest().mode(Mode.PROMETHEUS));
      assertThat(alone.value("scrape.up")).isZero();
      assertThat(alone.value("scrape.errors{error.type=connection_refused,scrape.group=connect}"))
          .isPositive();
    }
  }

  @Test
  void withoutTheManagementApiThePluginIsRead() {
    try (RabbitServer server = RabbitServer.with(folder, "rabbitmq_prometheus");
        Broker broker = new Broker(server)) {
      broker.queue("plain", Map.of()).publish("plain", 2);
      String ready =
          "rabbitmq.message.current{rabbitmq.queue.name=plain,rabbitmq.vhost.name=/,state=ready}";
      try (Scraping scraping = Scraping.of(Setup.of(server).guest())) {
        Scraped scraped = scraping.until("the messages", one -> one.is(ready, 2));
        assertThat(scraped.numbers().keySet()).noneMatch(name -> name.startsWith("scrape.errors"));
        assertThat(
                scraped.value("rabbitmq.node.up{rabbitmq.node.name=%s}".formatted(server.node())))
            .isEqualTo(1);
      }
      Scraped api = first(Setup.of(server).guest().mode(Mode.MANAGEMENT));
      assertThat(api.value("scrape.errors{error.type=connection_refused,scrape.group=connect}"))
          .isPositive();
    }
  }

  @Test
  void statisticsThatAreSwitchedOffAreSaid() {
    try (RabbitServer server =
        RabbitServer.start(folder, "management_agent.disable_metrics_collector = true")) {
      Scraped scraped = first(Setup.of(server).guest().mode(Mode.MANAGEMENT));
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
      assertThat(scraped.value("scrape.errors{error.type=statistics_off,scrape.group=messages}"))
          .isPositive();
      Scraped plugin = first(Setup.of(server).mode(Mode.PROMETHEUS));
      assertThat(plugin.value("rabbitmq.global.messages.received{protocol=amqp091}")).isZero();
    }
  }

  @Test
  void singleObjectsAmongAggregatedMetricsArePassedOverAndSaid() {
    try (RabbitServer server =
            RabbitServer.start(folder, "prometheus.return_per_object_metrics = true");
        Broker broker = new Broker(server)) {
      broker.queue("single", Map.of()).publish("single", 1);
      try (Scraping scraping = Scraping.of(Setup.of(server).naming(Naming.PROMETHEUS))) {
        Scraped scraped =
            scraping.until(
                "the error",
                one ->
                    one.has("scrape_errors_total{error_type=per_object,group=identity}")
                        && one.has("rabbitmq_detailed_queue_messages{queue=single,vhost=/}"));
        assertThat(scraped.has("rabbitmq_queue_messages{queue=single,vhost=/}")).isFalse();
      }
    }
  }

  @Test
  void aNodeThatHangsAndDiesInAScrapeIsScrapedAgainWhenItIsBack()
      throws IOException, InterruptedException {
    try (RabbitServer server = RabbitServer.start(folder);
        Scraping scraping = Scraping.of(Setup.of(server).guest().timeout(Duration.ofSeconds(1)))) {
      String received = "rabbitmq.global.messages.received{protocol=amqp091}";
      Scraped before = scraping.until("a scrape", one -> one.has(received));
      server.signal("STOP");
      Scraped hung = scraping.until("a hung scrape", one -> one.value("scrape.up") == 0);
      assertThat(hung.value("scrape.errors{error.type=timeout,scrape.group=connect}")).isPositive();
      server.signal("CONT");
      server.kill();
      scraping.until(
          "it is down",
          one -> one.has("scrape.errors{error.type=connection_refused,scrape.group=connect}"));
      server.again();
      scraping.until("it is back", one -> one.value("scrape.up") == 1 && one.has(received));
      Scraped later = scraping.next();
      assertThat(later.value("scrape.up")).isEqualTo(1);
      assertThat(later.point(received).getStartTimeUnixNano())
          .isGreaterThan(before.point(received).getStartTimeUnixNano());
      assertThat(later.histograms()).isEmpty();
    }
  }
}
