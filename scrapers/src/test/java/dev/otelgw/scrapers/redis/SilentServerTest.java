package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Naming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not behave, and need not be real ones for that. */
class SilentServerTest {

  /** Accepts, and answers each connection with the same words. */
  private static final class Fake implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    Fake(String words) throws IOException {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(words));
    }

    private void serve(String words) {
      try {
        while (true) {
          Socket client = socket.accept();
          accepted.add(client);
          client.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException _) {
        // Closed.
      }
    }

    RedisConfig config() {
      return Scraping.config("127.0.0.1:" + socket.getLocalPort(), Naming.OTEL, "", "", null);
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : accepted) {
        client.close();
      }
    }
  }

  @Test
  @Timeout(30)
  void aServerThatNeverAnswersIsDownAndHoldsNobodyUp() throws IOException {
    try (Fake fake = new Fake("");
        Scraping scraping = Scraping.of(fake.config())) {
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
    try (Fake fake = new Fake(loading.repeat(2));
        Scraping scraping = Scraping.of(fake.config())) {
      Scraped scraped = scraping.until("a scrape", _ -> true);
      assertThat(scraped.value("scrape.up")).isZero();
      assertThat(scraped.value("scrape.errors{error.type=LOADING,scrape.group=connect}"))
          .isPositive();
    }
  }

  @Test
  @Timeout(30)
  void whatIsNoRedisIsDown() throws IOException {
    try (Fake fake = new Fake("HTTP/1.1 400 Bad Request\r\n\r\n");
        Scraping scraping = Scraping.of(fake.config())) {
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
