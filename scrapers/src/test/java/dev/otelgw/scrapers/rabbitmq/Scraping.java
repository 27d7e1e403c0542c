package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.RunningReceiver;
import dev.otelgw.scrapers.scraping.Scraped;
import java.util.function.Predicate;

/** A running receiver with a short interval, and what it sent. */
final class Scraping implements AutoCloseable {

  private final RunningReceiver receiver;

  private Scraping(RabbitMqConfig config) {
    receiver = RunningReceiver.start(new RabbitMqReceiverFactory(), "rabbitmq", config);
  }

  static Scraping of(Setup setup) {
    return new Scraping(setup.config());
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
