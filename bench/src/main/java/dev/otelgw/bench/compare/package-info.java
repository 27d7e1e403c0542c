/// Side-by-side runs: gateways as black-box processes, in turn, under the same load, before the
/// same sink.
@NullMarked
package dev.otelgw.bench.compare;

import org.jspecify.annotations.NullMarked;
