package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.RecordingSink;
import dev.otelgw.pipeline.testing.RoutedSinks;
import java.util.List;
import java.util.function.Predicate;

/** A running receiver with a short interval, and what it sent. */
final class Scraping implements AutoCloseable {

  private final RecordingSink sink = new RecordingSink();
  private final Component receiver;

  private Scraping(RabbitMqConfig config) {
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.RECEIVER, "rabbitmq", ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(1 << 27),
            "otelgw/test");
    receiver = new RabbitMqReceiverFactory().create(config, RoutedSinks.all(sink), context);
    receiver.start();
  }

  static Scraping of(Setup setup) {
    return new Scraping(setup.config());
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
