package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configured;
import dev.otelgw.pipeline.Component;

/** A receiver or connector, with the switch behind it: it outlives the pipelines it feeds. */
record Source<T extends Component>(Configured<?> configured, T component, Switch next) {}
