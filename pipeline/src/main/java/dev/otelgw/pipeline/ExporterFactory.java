package dev.otelgw.pipeline;

import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.Set;

/** Makes exporters. */
public non-sealed interface ExporterFactory<C extends Record> extends Factory<C> {

  /** One exporter for all its signals. */
  Exporter create(C config, Context context);

  /**
   * The signals that an exporter of this configuration can send; fewer where it names no target.
   */
  default Set<Signal> signals(C config) {
    return type().signals();
  }

  /** How to queue, batch and retry in front of it; by default not at all. */
  default DeliverySettings delivery(C config) {
    return DeliverySettings.DIRECT;
  }
}
