/// Gateways as black-box processes: how they are configured, started, killed and looked at, and the
/// null sink before them as a process of its own.
@NullMarked
package dev.otelgw.bench.arm;

import org.jspecify.annotations.NullMarked;
