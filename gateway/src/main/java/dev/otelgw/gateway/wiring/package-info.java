/// From a plan to running components: the one place where receivers, processors and exporters meet.
@NullMarked
package dev.otelgw.gateway.wiring;

import org.jspecify.annotations.NullMarked;
