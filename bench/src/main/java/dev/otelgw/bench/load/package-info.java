/// The load: sends export requests at a pace and measures what comes back.
@NullMarked
package dev.otelgw.bench.load;

import org.jspecify.annotations.NullMarked;
