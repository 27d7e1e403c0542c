package dev.otelgw.pipeline;

import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.util.List;

/** The gateway as its extensions see it. Thread-safe. */
public interface Host {

  /** Where in its life the gateway is. */
  enum Phase {
    /** Not every component has started. */
    STARTING,
    /** Everything runs. */
    RUNNING,
    /** It takes nothing more. */
    STOPPING
  }

  /** Where in its life the gateway is. */
  Phase phase();

  /** How delivery stands: one entry for each exporter and signal with a queue. */
  List<DeliveryStatus> deliveries();
}
