package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import dev.otelgw.scrapers.scraping.SilentServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not behave, and need not be real ones for that. */
class SilentServerTest {

  private static RedisConfig config(SilentServer fake) {
    return Scraping.config(fake.endpoint(), Naming.OTEL, "", "", null);
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
  void aServerThatIsLoadingIsDown() throws IOException {
    String loading = "-LOADING Redis is loading the dataset in memory\r\n";
    try (SilentServer fake = new SilentServer(loading.repeat(2));
        Scraping scraping = Scraping.of(config(fake))) {
      Scraped scraped = scraping.until("a scrape", _ -> true);
      assertThat(scraped.value("scrape.up")).isZero();
      assertThat(scraped.value("scrape.errors{error.type=LOADING,scrape.group=connect}"))
          .isPositive();
    }
  }

  @Test
  @Timeout(30)
  void whatIsNoRedisIsDown() throws IOException {
    try (SilentServer fake = new SilentServer("HTTP/1.1 400 Bad Request\r\n\r\n");
        Scraping scraping = Scraping.of(config(fake))) {
      assertThat(scraping.until("a scrape", _ -> true).value("scrape.up")).isZero();
    }
  }

  @Test
  void nobodyThereIsDown() {
    RedisConfig config = Scraping.config("127.0.0.1:" + OwnPorts.next(), Naming.OTEL, "", "", null);
    try (Scraping scraping = Scraping.of(config)) {
      Scraped scraped = scraping.until("a scrape", _ -> true);
      assertThat(scraped.value("scrape.errors{error.type=connection_refused,scrape.group=connect}"))
          .isPositive();
    }
  }
}
