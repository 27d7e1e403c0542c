/// Proofs that a gateway loses nothing of what it acknowledged: it is killed, its backend goes
/// away, and everything that arrives is counted by its number.
@NullMarked
package dev.otelgw.bench.proof;

import org.jspecify.annotations.NullMarked;
