/// What the gateway says about itself in numbers, under the names of the OpenTelemetry Collector.
@NullMarked
package dev.otelgw.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
