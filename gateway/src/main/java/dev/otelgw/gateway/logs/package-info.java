/// What the gateway says about itself in words.
@NullMarked
package dev.otelgw.gateway.logs;

import org.jspecify.annotations.NullMarked;
