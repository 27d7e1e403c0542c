/// Units in the words of backends.
@NullMarked
package dev.otelgw.pipeline.units;

import org.jspecify.annotations.NullMarked;
