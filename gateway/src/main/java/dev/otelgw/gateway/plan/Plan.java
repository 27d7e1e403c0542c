package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs, and how it hangs together. Components that no pipeline names are not in it.
 *
 * @param receivers in the order in which the pipelines first name them
 * @param pipelines in the order of the configuration, each with its processors in their order
 * @param exporters in the order in which the pipelines first name them
 * @param warnings what was decided where the configuration asks for two things at once
 */
public record Plan(
    List<ReceiverPlan> receivers,
    List<Pipeline> pipelines,
    List<ExporterPlan> exporters,
    List<Problem> warnings) {

  /** Copies the lists. */
  public Plan {
    receivers = List.copyOf(receivers);
    pipelines = List.copyOf(pipelines);
    exporters = List.copyOf(exporters);
    warnings = List.copyOf(warnings);
  }

  /** The plan of a configuration. */
  public static Plan of(Configuration configuration) {
    List<Pipeline> pipelines = configuration.service().pipelines();
    List<Problem> warnings = new ArrayList<>();
    return new Plan(
        receivers(pipelines), pipelines, exporters(configuration, pipelines, warnings), warnings);
  }

  private static List<ReceiverPlan> receivers(List<Pipeline> pipelines) {
    Map<ComponentId, Map<Signal, List<PipelineId>>> feeds = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) {
      for (ComponentId receiver : pipeline.receivers()) {
        feeds
            .computeIfAbsent(receiver, _ -> new TreeMap<>())
            .computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
            .add(pipeline.id());
      }
    }
    return feeds.entrySet().stream()
        .map(entry -> new ReceiverPlan(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<ExporterPlan> exporters(
      Configuration configuration, List<Pipeline> pipelines, List<Problem> warnings) {
    Map<ComponentId, Map<Signal, List<Pipeline>>> reach = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) {
      for (ComponentId exporter : pipeline.exporters()) {
        reach
            .computeIfAbsent(exporter, _ -> new TreeMap<>())
            .computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
            .add(pipeline);
      }
    }
    Batching batching = new Batching(configuration, warnings);
    List<ExporterPlan> plans = new ArrayList<>();
    reach.forEach((exporter, signals) -> {
      Map<Signal, DeliverySettings> delivery = new EnumMap<>(Signal.class);
      signals.forEach(
          (signal, through) -> delivery.put(signal, batching.delivery(exporter, through)));
      plans.add(new ExporterPlan(exporter, delivery));
    });
    return plans;
  }

  /** In a few lines, for people. */
  public String describe() {
    return new PlanText(this).toString();
  }
}
