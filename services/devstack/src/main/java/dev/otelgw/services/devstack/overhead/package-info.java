/// What instrumentation costs the API, measured side by side: {@code bench/overhead}.
@NullMarked
package dev.otelgw.services.devstack.overhead;

import org.jspecify.annotations.NullMarked;
