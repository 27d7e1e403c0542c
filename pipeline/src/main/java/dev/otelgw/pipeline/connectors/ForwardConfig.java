package dev.otelgw.pipeline.connectors;

/** The connector {@code forward} has no settings. */
public record ForwardConfig() {}
