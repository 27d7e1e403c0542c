/// The seams of the gateway: what a receiver, a processor and an exporter are to each other.
///
/// Data goes one way, as a [dev.otelgw.pipeline.Batch] handed to a [dev.otelgw.pipeline.Sink]; the
/// answer comes back on the same call stack as a [dev.otelgw.pipeline.Outcome].
@NullMarked
package dev.otelgw.pipeline;

import org.jspecify.annotations.NullMarked;
