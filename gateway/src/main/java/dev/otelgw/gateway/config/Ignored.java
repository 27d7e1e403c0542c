package dev.otelgw.gateway.config;

/**
 * The type of a key that the Collector has and this gateway does not honour. Whatever stands there
 * is let through with a warning; the key's description says why.
 */
record Ignored() {}
