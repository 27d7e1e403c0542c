package dev.otelgw.gateway.plan;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * An exporter that runs. Pipelines of one signal share its queue.
 *
 * @param id its name
 * @param delivery what stands in front of it, for each signal that reaches it
 */
public record ExporterPlan(ComponentId id, Map<Signal, DeliverySettings> delivery) {

  /** Copies the map, in the order of the signals. */
  public ExporterPlan {
    delivery = Collections.unmodifiableMap(new EnumMap<>(delivery));
  }
}
