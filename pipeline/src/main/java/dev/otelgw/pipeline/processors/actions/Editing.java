package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.OtlpEdit;
import java.util.function.Supplier;

/**
 * A processor that carries out an edit on every batch and hands the result on. Thread-safe.
 *
 * @param edits gives one edit for each batch; one for all where it holds no state
 */
public record Editing(Supplier<? extends Edit> edits, Sink next, Context context)
    implements Processor {

  @Override
  public Outcome accept(Batch batch) {
    context.observer().accepted(batch.signal(), batch.items());
    Batch edited = OtlpEdit.apply(batch, edits.get());
    if (edited.items() == 0) {
      return Outcome.accepted();
    }
    Outcome outcome = next.accept(edited);
    if (outcome.taken()) {
      context.observer().sent(edited.signal(), edited.items());
    }
    return outcome;
  }
}
