/// What the OpenTelemetry Collector has, and what becomes of it here.
@NullMarked
package dev.otelgw.gateway.collector;

import org.jspecify.annotations.NullMarked;
