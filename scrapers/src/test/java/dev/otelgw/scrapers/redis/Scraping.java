package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.RecordingSink;
import dev.otelgw.pipeline.testing.RoutedSinks;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
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

  private final RecordingSink sink = new RecordingSink();
  private final Component receiver;

  private Scraping(RedisConfig config) {
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.RECEIVER, "redis", ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(1 << 26),
            "otelgw/test");
    receiver = new RedisReceiverFactory().create(config, RoutedSinks.all(sink), context);
    receiver.start();
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
    int before = sink.batches().size();
    Await.until("two more scrapes", () -> sink.batches().size() >= before + 2);
    return Scraped.of(sink.batches().get(before + 1));
  }

  /** Waits for a scrape of which that holds. */
  Scraped until(String what, Predicate<Scraped> condition) {
    int[] looked = {sink.batches().size()};
    Scraped[] found = new Scraped[1];
    Await.until(
        what,
        () -> {
          List<Batch> batches = sink.batches();
          for (; looked[0] < batches.size() && found[0] == null; looked[0]++) {
            Scraped one = Scraped.of(batches.get(looked[0]));
            found[0] = condition.test(one) ? one : null;
          }
          return found[0] != null;
        });
    return found[0];
  }

  @Override
  public void close() {
    receiver.close();
  }
}
