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

  /**
   * A pipeline that runs.
   *
   * @param name as the configuration has it: {@code traces/in}
   * @param receivers and connectors that feed it
   * @param processors in their order
   * @param exporters and connectors at its end
   */
  record Running(
      String name,
      List<ComponentId> receivers,
      List<ComponentId> processors,
      List<ComponentId> exporters) {

    /** Copies the lists. */
    public Running {
      receivers = List.copyOf(receivers);
      processors = List.copyOf(processors);
      exporters = List.copyOf(exporters);
    }
  }

  /** The pipelines that run now, in the order of the configuration. */
  List<Running> pipelines();

  /** The extensions that run now. */
  List<ComponentId> extensions();

  /** How delivery stands: one entry for each exporter and signal with a queue. */
  List<DeliveryStatus> deliveries();
}
