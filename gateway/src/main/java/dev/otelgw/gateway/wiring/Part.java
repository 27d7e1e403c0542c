package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configured;
import dev.otelgw.pipeline.Component;

/** A component, and the configuration it was made from. */
record Part<T extends Component>(Configured<?> configured, T component) {}
