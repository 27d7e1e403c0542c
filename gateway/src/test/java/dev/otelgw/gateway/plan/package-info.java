/// Tests.
@NullMarked
package dev.otelgw.gateway.plan;

import org.jspecify.annotations.NullMarked;
