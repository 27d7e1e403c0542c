/// The {@code file} exporter: telemetry as OTLP JSON lines, or as protobuf, in files that rotate.
@NullMarked
package dev.otelgw.exporters.file;

import org.jspecify.annotations.NullMarked;
