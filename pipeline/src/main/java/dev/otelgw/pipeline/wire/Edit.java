package dev.otelgw.pipeline.wire;

/**
 * What a processor wants done with a request. It is asked at each level, the resource before its
 * scopes, a scope before its items, and changes what it is shown; {@link OtlpEdit} does the rest.
 *
 * <p>Resources, the scopes of one and the items of another are shown from the last to the first.
 * Made for one call of {@link OtlpEdit#apply}, so it may hold state; single-threaded.
 */
public interface Edit {

  /** What is to become of a level, beside the changes made to it. */
  enum Verdict {
    /** It stays, and what is below is shown next. */
    VISIT,
    /** It stays, and what is below stays as it is. For an item the same as {@link #VISIT}. */
    KEEP,
    /** It goes, with all that is below. */
    DROP
  }

  /**
   * A {@code Resource}, for everything below it; without any bytes where the request names none.
   */
  default Verdict resource(WireMessage resource) {
    return Verdict.VISIT;
  }

  /** An {@code InstrumentationScope}, likewise. */
  default Verdict scope(WireMessage scope) {
    return Verdict.VISIT;
  }

  /** A {@code Metric}, whose data points are the items. */
  default Verdict metric(WireMessage metric) {
    return Verdict.VISIT;
  }

  /** A {@code Span}, a {@code LogRecord} or one of the kinds of data points. */
  default Verdict item(WireMessage item) {
    return Verdict.KEEP;
  }
}
