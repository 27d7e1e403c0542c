/// What runs: a configuration's references resolved, as plain data that opens nothing.
@NullMarked
package dev.otelgw.gateway.plan;

import org.jspecify.annotations.NullMarked;
