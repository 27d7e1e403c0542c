package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.RunningReceiver;
import dev.otelgw.scrapers.scraping.Scraped;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A running receiver with a short interval, and what it sent. */
final class Scraping implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofMillis(200);

  private final RunningReceiver receiver;

  private Scraping(RedisConfig config) {
    receiver = RunningReceiver.start(new RedisReceiverFactory(), "redis", config);
  }

  static Scraping of(RedisConfig config) {
    return new Scraping(config);
  }

  static Scraping of(RedisServer server, Naming naming, String... switchedOn) {
    return new Scraping(config(server.endpoint(), naming, "", "", null, switchedOn));
  }

  static RedisConfig config(
      String endpoint,
      Naming naming,
      String username,
      String password,
      @Nullable ClientTlsConfig tls,
      String... switchedOn) {
    Map<String, Toggle> metrics = new HashMap<>();
    for (String name : switchedOn) {
      metrics.put(name, new Toggle(true));
    }
    return new RedisConfig(
        endpoint,
        "tcp",
        username,
        new Secret(password),
        tls,
        List.of(),
        INTERVAL,
        Duration.ZERO,
        Duration.ofSeconds(2),
        naming,
        Map.of("latency", new GroupConfig(true, Duration.ZERO)),
        metrics,
        Map.of());
  }

  /** The next scrape that begins after this call. */
  Scraped next() {
    return receiver.next();
  }

  /** Waits for a scrape of which that holds. */
  Scraped until(String what, Predicate<Scraped> condition) {
    return receiver.until(what, condition);
  }

  @Override
  public void close() {
    receiver.close();
  }
}
