package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of rabbitmq_prometheus, beside what the plugin of a real broker shows. */
class RabbitMqNamesIT {

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

  @Test
  void underThePluginsNamesAllThatItShowsPassesThrough() {
    try (Broker broker = new Broker(server);
        Scraping scraping = Scraping.of(Setup.of(server).naming(Naming.PROMETHEUS))) {
      broker.queue("passed", Map.of()).publish("passed", 3);
      Scraped scraped =
          scraping.until(
              "the queue",
              one -> one.is("rabbitmq_detailed_queue_messages{queue=passed,vhost=/}", 3));
      Set<String> missing = new TreeSet<>();
      Set<String> different = new TreeSet<>();
      Exposition exposition =
          new Exposition(
              name -> !name.startsWith("erlang_vm_allocators"),
              sample -> {
                String point = Scraped.name(sample.name(), sample.labels());
                if (Double.isNaN(sample.value())) {
                  return;
                }
                if (!scraped.has(point)) {
                  missing.add(point);
                } else if (!changes(sample.name()) && scraped.value(point) != sample.value()) {
                  different.add(point);
                }
              });
      read(exposition, server.metrics("/metrics"));
      assertThat(missing).isEmpty();
      assertThat(different).isEmpty();
      assertThat(scraped.numbers().keySet())
          .filteredOn(name -> !name.startsWith("scrape_") && !name.equals("up"))
          .allSatisfy(name -> assertThat(name).matches("(rabbitmq|erlang|process|telemetry)_.*"))
          .noneMatch(name -> name.startsWith("erlang_vm_allocators"));
      assertThat(scraped.value("up")).isEqualTo(1);
      // Counters without _total would be given one by a backend.
      assertThat(scraped.monotonic("erlang_mnesia_committed_transactions")).isFalse();
      assertThat(scraped.monotonic("rabbitmq_channel_messages_published_total")).isFalse();
      assertThat(scraped.monotonic("rabbitmq_erlang_gc_runs_total")).isTrue();
      assertThat(scraped.resource())
          .containsEntry("service.namespace", "integrations")
          .containsEntry("service.name", "rabbitmq");
    }
  }

  /** What moves between two reads of a broker that other tests use as well. */
  private static boolean changes(String name) {
    return !name.contains("limit")
        && !name.contains("max_")
        && !name.endsWith("_info")
        && !name.contains("alarms")
        && !name.equals("process_start_time_seconds");
  }

  private static void read(Exposition exposition, String text) {
    try {
      exposition.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thePluginsNamesComeFromTheManagementApiToo() {
    try (Broker broker = new Broker(server);
        Scraping scraping =
            Scraping.of(Setup.of(server).guest().mode(Mode.MANAGEMENT).naming(Naming.PROMETHEUS))) {
      broker.queue("translated", Map.of()).publish("translated", 2);
      Scraped scraped =
          scraping.until(
              "the queue, and the node, of which the API knows nothing in its first seconds",
              one ->
                  one.is("rabbitmq_detailed_queue_messages_ready{queue=translated,vhost=/}", 2)
                      && one.has("rabbitmq_erlang_uptime_seconds"));
      assertThat(scraped.value("rabbitmq_erlang_uptime_seconds"))
          .isCloseTo(server.number("rabbitmq_erlang_uptime_seconds"), within(30.0));
      assertThat(scraped.value("rabbitmq_process_max_fds"))
          .isEqualTo(server.number("rabbitmq_process_max_fds"));
      assertThat(scraped.numbers().keySet())
          .anyMatch(name -> name.startsWith("rabbitmq_identity_info{rabbitmq_cluster="));
    }
  }
}
