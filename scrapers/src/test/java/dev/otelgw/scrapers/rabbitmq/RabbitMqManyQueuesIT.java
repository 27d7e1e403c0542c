package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with more queues than get series. */
class RabbitMqManyQueuesIT {

  private static final int QUEUES = 2000;

  @TempDir Path folder;

  private static String queue(String name) {
    return "rabbitmq.message.current{rabbitmq.queue.name=%s,rabbitmq.vhost.name=/,state=ready}"
        .formatted(name);
  }

  @Test
  void someQueuesStandForThemselvesAndTheRestForAll() {
    try (RabbitServer server = RabbitServer.start(folder);
        Broker broker = new Broker(server)) {
      for (int i = 0; i < QUEUES; i++) {
        broker.queue("q%04d".formatted(i), Map.of());
      }
      // The last ones by name, so that nothing but their size brings them to the top.
      for (int i = QUEUES - 50; i < QUEUES; i++) {
        broker.publish("q%04d".formatted(i), 2);
      }
      broker.publish("q0000", 1);
      for (Mode mode : new Mode[] {Mode.PROMETHEUS, Mode.MANAGEMENT}) {
        try (Scraping scraping = Scraping.of(Setup.of(server).guest().mode(mode))) {
          Scraped scraped =
              scraping.until(
                  "the top with " + mode, one -> one.is(queue("q1999"), 2) && ready(one) == 101);
          assertThat(scraped.value("rabbitmq.queues.count")).isEqualTo(QUEUES);
          assertThat(own(scraped)).isBetween(100L, 300L);
          assertThat(scraped.has(queue("other"))).isTrue();
          assertThat(scraped.numbers()).hasSizeLessThan(5000);
          assertThat(scraped.value("scrape.duration{scrape.group=queues}")).isLessThan(5);
          // Too dear with so many.
          assertThat(scraped.numbers().keySet())
              .noneMatch(name -> name.startsWith("rabbitmq.queue.memory"));
          assertThat(scraped.value("rabbitmq.vhost.queues.without_consumer{rabbitmq.vhost.name=/}"))
              .isEqualTo(51);
        }
      }
      try (Scraping scraping = Scraping.of(Setup.of(server).naming(Naming.PROMETHEUS))) {
        Scraped scraped =
            scraping.until(
                "the top",
                one -> one.is("rabbitmq_detailed_queue_messages{queue=q1999,vhost=/}", 2));
        assertThat(scraped.has("rabbitmq_detailed_queue_messages{queue=other,vhost=/}")).isTrue();
        assertThat(scraped.numbers()).hasSizeLessThan(5000);
      }
    }
  }

  /** Messages of all series together. */
  private static double ready(Scraped scraped) {
    return scraped.numbers().entrySet().stream()
        .filter(point -> point.getKey().startsWith("rabbitmq.message.current"))
        .filter(point -> point.getKey().endsWith("state=ready}"))
        .mapToDouble(point -> Scraped.value(point.getValue()))
        .sum();
  }

  private static long own(Scraped scraped) {
    return scraped.numbers().keySet().stream()
        .filter(name -> name.startsWith("rabbitmq.consumer.count"))
        .filter(name -> !name.contains("name=other"))
        .count();
  }
}
