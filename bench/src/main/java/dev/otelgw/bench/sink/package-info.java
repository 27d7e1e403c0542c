/// A backend that takes everything, keeps nothing, and knows what came.
@NullMarked
package dev.otelgw.bench.sink;

import org.jspecify.annotations.NullMarked;
