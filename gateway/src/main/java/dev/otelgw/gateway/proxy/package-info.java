/// The proxy that the environment names, for everything that leaves the gateway over HTTP.
@NullMarked
package dev.otelgw.gateway.proxy;

import org.jspecify.annotations.NullMarked;
