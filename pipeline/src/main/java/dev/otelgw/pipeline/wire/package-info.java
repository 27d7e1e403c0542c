/// OTLP messages as bytes: validating, counting, splitting and writing them without objects.
@NullMarked
package dev.otelgw.pipeline.wire;

import org.jspecify.annotations.NullMarked;
