package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Sink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes everything and remembers it. Thread-safe. */
public final class RecordingSink implements Sink {

  private final List<Batch> batches = new CopyOnWriteArrayList<>();

  @Override
  public Outcome accept(Batch batch) {
    batches.add(batch);
    return Outcome.accepted();
  }

  /** What came, in order of arrival. */
  public List<Batch> batches() {
    return List.copyOf(batches);
  }

  /** Spans, data points and log records that came. */
  public long items() {
    return batches.stream().mapToLong(Batch::items).sum();
  }
}
