/// OTLP/JSON from and to the wire form, without objects in between.
@NullMarked
package dev.otelgw.pipeline.json;

import org.jspecify.annotations.NullMarked;
