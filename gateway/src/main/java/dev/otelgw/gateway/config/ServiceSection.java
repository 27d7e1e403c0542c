package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Setting;
import java.util.List;
import java.util.Map;

/** The section {@code service} as it is written, its references not yet looked up. */
record ServiceSection(
    @Setting("Extensions to run.") List<String> extensions,
    @Setting("What flows from where to where.") Map<String, Chain> pipelines,
    @Setting("How the gateway speaks about itself.") TelemetrySection telemetry) {

  ServiceSection() {
    this(List.of(), Map.of(), new TelemetrySection());
  }

  /** One pipeline. */
  record Chain(
      @Setting("Where data comes from.") List<String> receivers,
      @Setting("What it passes through, in this order.") List<String> processors,
      @Setting("Where it goes; all of them get all of it.") List<String> exporters) {

    Chain() {
      this(List.of(), List.of(), List.of());
    }
  }
}
