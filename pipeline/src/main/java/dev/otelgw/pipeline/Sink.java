package dev.otelgw.pipeline;

/** The one verb of the pipeline: everything that takes batches is a sink. */
@FunctionalInterface
public interface Sink {

  /**
   * Takes a batch, or says why not. May block; callers run on virtual threads. Safe for calls from
   * many threads at once.
   */
  Outcome accept(Batch batch);
}
