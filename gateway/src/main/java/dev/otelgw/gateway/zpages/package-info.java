/// The extension `zpages`: what runs, as JSON, under the Collector's paths.
@NullMarked
package dev.otelgw.gateway.zpages;

import org.jspecify.annotations.NullMarked;
