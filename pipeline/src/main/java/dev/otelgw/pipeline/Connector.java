package dev.otelgw.pipeline;

/**
 * Joins pipelines: a sink at the end of some, a source at the head of others. Batches go through it
 * on the caller's thread, so an {@link Outcome} comes back through it, too.
 */
public interface Connector extends Sink, Component {}
