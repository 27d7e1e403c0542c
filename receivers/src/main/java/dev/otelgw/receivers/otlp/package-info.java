/// The OTLP receiver: gRPC and HTTP in, batches out.
@NullMarked
package dev.otelgw.receivers.otlp;

import org.jspecify.annotations.NullMarked;
