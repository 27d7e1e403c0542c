/// The small HTTP servers that the gateway itself speaks through: metrics and health.
@NullMarked
package dev.otelgw.gateway.http;

import org.jspecify.annotations.NullMarked;
