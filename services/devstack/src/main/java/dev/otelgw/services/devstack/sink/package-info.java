/** An OTLP backend that keeps what it gets, and questions to what it has. */
@NullMarked
package dev.otelgw.services.devstack.sink;

import org.jspecify.annotations.NullMarked;
