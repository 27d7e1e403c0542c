package dev.otelgw.pipeline;

/** A sink between a receiver and the exporters that passes on what it is given, changed or not. */
public interface Processor extends Sink, Component {}
