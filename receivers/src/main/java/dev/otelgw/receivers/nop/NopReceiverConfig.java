package dev.otelgw.receivers.nop;

/** The {@code nop} receiver: there is nothing to set. */
public record NopReceiverConfig() {}
