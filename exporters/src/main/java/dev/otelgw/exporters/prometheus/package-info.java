/// The exporter `prometheus`: shows the newest value of every series it is given to whoever scrapes
/// it, as Prometheus text, OpenMetrics, or Prometheus' protobuf.
@NullMarked
package dev.otelgw.exporters.prometheus;

import org.jspecify.annotations.NullMarked;
