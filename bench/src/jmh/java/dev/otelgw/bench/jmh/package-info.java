/// Micro benchmarks of single steps of the gateway.
@NullMarked
package dev.otelgw.bench.jmh;

import org.jspecify.annotations.NullMarked;
