/// From acceptance to the backend: queue, batching, retry, and the ledger over all of it.
@NullMarked
package dev.otelgw.pipeline.delivery;

import org.jspecify.annotations.NullMarked;
