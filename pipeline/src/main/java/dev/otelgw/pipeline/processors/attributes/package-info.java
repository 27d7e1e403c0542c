/// The `attributes` processor: changes the attributes of spans, log records and data points.
@NullMarked
package dev.otelgw.pipeline.processors.attributes;

import org.jspecify.annotations.NullMarked;
