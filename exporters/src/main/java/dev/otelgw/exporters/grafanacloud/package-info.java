/// The exporter `grafana_cloud`: OTLP over HTTP to Grafana Cloud, knowing its URLs, credentials,
/// limits and the meaning of its refusals.
@NullMarked
package dev.otelgw.exporters.grafanacloud;

import org.jspecify.annotations.NullMarked;
