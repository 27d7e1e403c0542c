/// Tests.
@NullMarked
package dev.otelgw.gateway.docs;

import org.jspecify.annotations.NullMarked;
