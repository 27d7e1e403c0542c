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

/**
 * A running receiver of any kind, and what it sent.
 *
 * @param <S> what a test makes of a batch
 */
public final class RunningReceiver<S> implements AutoCloseable {

  private static final int MEMORY = 1 << 27;

  private final RecordingSink sink = new RecordingSink();
  private final Function<Batch, S> reader;
  private final Component receiver;

  private RunningReceiver(Function<Batch, S> reader, Function<RecordingSink, Component> made) {
    this.reader = reader;
    this.receiver = made.apply(sink);
    receiver.start();
  }

  /** Starts one. */
  public static <C extends Record, S> RunningReceiver<S> start(
      ReceiverFactory<C> factory, String type, C config, Function<Batch, S> reader) {
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.RECEIVER, type, ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(MEMORY),
            "otelgw/test");
    return new RunningReceiver<>(
        reader, sink -> factory.create(config, RoutedSinks.all(sink), context));
  }

  /** The next scrape that begins after this call. */
  public S next() {
    int before = sink.batches().size();
    Await.until("two more scrapes", () -> sink.batches().size() >= before + 2);
    return reader.apply(sink.batches().get(before + 1));
  }

  /** Waits for a scrape of which that holds. */
  public S until(String what, Predicate<S> condition) {
    int[] looked = {sink.batches().size()};
    AtomicReference<S> found = new AtomicReference<>();
    Await.until(
        what,
        () -> {
          List<Batch> batches = sink.batches();
          for (; looked[0] < batches.size() && found.get() == null; looked[0]++) {
            S one = reader.apply(batches.get(looked[0]));
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
