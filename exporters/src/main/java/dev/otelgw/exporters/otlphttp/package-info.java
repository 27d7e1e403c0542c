/// The exporter `otlp_http`: OTLP over HTTP to any backend.
@NullMarked
package dev.otelgw.exporters.otlphttp;

import org.jspecify.annotations.NullMarked;
