package dev.otelgw.pipeline;

/**
 * Sends batches somewhere. {@link #accept} is one attempt: it answers {@link Outcome.Accepted} only
 * when the destination has the data. Queueing, batching and retrying are done in front of it.
 */
public interface Exporter extends Sink, Component {}
