/// The exporter `nop`: takes everything and does nothing with it.
@NullMarked
package dev.otelgw.exporters.nop;

import org.jspecify.annotations.NullMarked;
