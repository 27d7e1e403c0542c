/// Load, null sinks and side-by-side runs.
@NullMarked
package dev.otelgw.bench;

import org.jspecify.annotations.NullMarked;
