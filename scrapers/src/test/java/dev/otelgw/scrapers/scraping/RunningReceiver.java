package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.RecordingSink;
import dev.otelgw.pipeline.testing.RoutedSinks;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** A running receiver of any kind, and what it sent. */
public final class RunningReceiver implements AutoCloseable {

  private static final int MEMORY = 1 << 27;

  private final RecordingSink sink = new RecordingSink();
  private final Component receiver;

  private RunningReceiver(Function<RecordingSink, Component> made) {
    this.receiver = made.apply(sink);
    receiver.start();
  }

  /** Starts one. */
  public static <C extends Record> RunningReceiver start(
      ReceiverFactory<C> factory, String type, C config) {
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.RECEIVER, type, ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(MEMORY),
            "otelgw/test");
    return new RunningReceiver(sink -> factory.create(config, RoutedSinks.all(sink), context));
  }

  /** The next scrape that begins after this call. */
  public Scraped next() {
    int before = sink.batches().size();
    Await.until("two more scrapes", () -> sink.batches().size() >= before + 2);
    return Scraped.of(sink.batches().get(before + 1));
  }

  /** Waits for a scrape of which that holds. */
  public Scraped until(String what, Predicate<Scraped> condition) {
    int[] looked = {sink.batches().size()};
    AtomicReference<Scraped> found = new AtomicReference<>();
    Await.until(
        what,
        () -> {
          List<Batch> batches = sink.batches();
          for (; looked[0] < batches.size() && found.get() == null; looked[0]++) {
            Scraped one = Scraped.of(batches.get(looked[0]));
            if (condition.test(one)) {
              found.set(one);
            }
          }
          return found.get() != null;
        });
    return found.get();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
