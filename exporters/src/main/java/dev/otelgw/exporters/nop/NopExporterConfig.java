package dev.otelgw.exporters.nop;

/** The {@code nop} exporter: there is nothing to set. */
public record NopExporterConfig() {}
