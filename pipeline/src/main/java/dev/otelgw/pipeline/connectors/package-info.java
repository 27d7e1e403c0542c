/// Connectors: what joins pipelines.
@NullMarked
package dev.otelgw.pipeline.connectors;

import org.jspecify.annotations.NullMarked;
