/// OTLP export requests made to measure, and the numbers that make each of their items
/// recognisable.
@NullMarked
package dev.otelgw.bench.message;

import org.jspecify.annotations.NullMarked;
