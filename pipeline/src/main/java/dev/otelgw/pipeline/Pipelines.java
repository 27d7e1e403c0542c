package dev.otelgw.pipeline;

/**
 * What stands behind a receiver or a connector: the pipelines that take from it. Which these are
 * may change while it runs, at a reload, so it is asked anew for each batch. Thread-safe.
 */
public interface Pipelines extends Sink {

  /** Whether some pipeline takes this signal. */
  boolean takes(Signal signal);

  /**
   * Hands the batch to every pipeline that takes its signal; all take it, or none does.
   *
   * @return {@link Outcome.Refused} with {@link Reason#UNAVAILABLE} where no pipeline takes the
   *     signal any more
   */
  @Override
  Outcome accept(Batch batch);
}
