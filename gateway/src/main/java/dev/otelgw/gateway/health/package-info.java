/// Whether telemetry is being delivered, for probes and people.
@NullMarked
package dev.otelgw.gateway.health;

import org.jspecify.annotations.NullMarked;
