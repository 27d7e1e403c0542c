/// The few things that the OpenTelemetry agent cannot know: contexts that travel in rows, root
/// spans, domain metrics.
@NullMarked
package dev.otelgw.services.telemetry;

import org.jspecify.annotations.NullMarked;
