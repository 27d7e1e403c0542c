/// Processors that need nothing but the batch: {@code batch} and {@code memory_limiter}.
@NullMarked
package dev.otelgw.pipeline.processors;

import org.jspecify.annotations.NullMarked;
