package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Scraped;
import dev.otelgw.scrapers.scraping.SilentServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not behave, and need not be real ones for that. */
class SilentServerTest {

  private static PostgresConfig config(SilentServer fake) {
    return new Scraping.Wish(fake.endpoint())
        .every(Duration.ofMillis(300), Duration.ofSeconds(1))
        .config();
  }

  @Test
  @Timeout(30)
  void aServerThatNeverAnswersIsDownAndHoldsNobodyUp() throws IOException {
    try (SilentServer fake = new SilentServer("");
        Scraping scraping = Scraping.of(config(fake))) {
      Scraped scraped = scraping.until("a scrape", _ -> true);
      assertThat(scraped.value("scrape.up")).isZero();
      assertThat(scraped.value("scrape.errors{error.type=timeout,scrape.group=connect}"))
          .isPositive();
    }
  }

  @Test
  @Timeout(30)
  void whatIsNoPostgresIsDown() throws IOException {
    try (SilentServer fake = new SilentServer("HTTP/1.1 400 Bad Request\r\n\r\n");
        Scraping scraping = Scraping.of(config(fake))) {
      assertThat(scraping.until("a scrape", _ -> true).value("scrape.up")).isZero();
    }
  }

  @Test
  @Timeout(30)
  void nobodyThereIsDown() {
    PostgresConfig config = new Scraping.Wish("127.0.0.1:" + OwnPorts.next()).config();
    try (Scraping scraping = Scraping.of(config)) {
      Scraped scraped = scraping.until("a scrape", _ -> true);
      assertThat(scraped.value("scrape.errors{error.type=connection_refused,scrape.group=connect}"))
          .isPositive();
    }
  }
}
