/// The exporter `debug`: prints what comes, for people to read.
@NullMarked
package dev.otelgw.exporters.debug;

import org.jspecify.annotations.NullMarked;
