package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;

/**
 * A batch that was read from a journal.
 *
 * @param entry its place
 * @param batch as it was written
 * @param caller in whose name
 * @param ageMillis how long ago it was accepted; never negative, whatever clocks did meanwhile
 */
public record Stored(Entry entry, Batch batch, Caller caller, long ageMillis) {}
