@NullMarked
package dev.otelgw.receivers.otlp;

import org.jspecify.annotations.NullMarked;
