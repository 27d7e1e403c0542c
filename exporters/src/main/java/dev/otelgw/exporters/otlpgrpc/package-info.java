/// The exporter `otlp_grpc`: OTLP over gRPC to any backend.
@NullMarked
package dev.otelgw.exporters.otlpgrpc;

import org.jspecify.annotations.NullMarked;
