package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What runs, and how it hangs together. Components that no pipeline names are not in it.
 *
 * @param receivers in the order in which the pipelines first name them
 * @param connectors likewise, with the pipelines behind them
 * @param pipelines in the order of the configuration, each with its processors in their order
 * @param exporters in the order in which the pipelines first name them
 * @param warnings what was decided where the configuration asks for two things at once
 */
public record Plan(
    List<SourcePlan> receivers,
    List<SourcePlan> connectors,
    List<Pipeline> pipelines,
    List<ExporterPlan> exporters,
    List<Problem> warnings) {

  /** Copies the lists. */
  public Plan {
    receivers = List.copyOf(receivers);
    connectors = List.copyOf(connectors);
    pipelines = List.copyOf(pipelines);
    exporters = List.copyOf(exporters);
    warnings = List.copyOf(warnings);
  }

  /** The plan of a configuration. */
  public static Plan of(Configuration configuration) {
    List<Pipeline> pipelines = configuration.service().pipelines();
    List<Problem> warnings = new ArrayList<>();
    return new Plan(
        sources(Kind.RECEIVER, pipelines),
        sources(Kind.CONNECTOR, pipelines),
        pipelines,
        exporters(configuration, pipelines, warnings),
        warnings);
  }

  private static List<SourcePlan> sources(Kind kind, List<Pipeline> pipelines) {
    return touched(kind, pipelines, Pipeline::receivers).entrySet().stream()
        .map(source -> new SourcePlan(source.getKey(), ids(source.getValue())))
        .toList();
  }

  private static Map<Signal, List<PipelineId>> ids(Map<Signal, List<Pipeline>> pipelines) {
    Map<Signal, List<PipelineId>> ids = new EnumMap<>(Signal.class);
    pipelines.forEach((signal, them) -> ids.put(signal, them.stream().map(Pipeline::id).toList()));
    return ids;
  }

  private static List<ExporterPlan> exporters(
      Configuration configuration, List<Pipeline> pipelines, List<Problem> warnings) {
    Batching batching = new Batching(configuration, warnings);
    List<ExporterPlan> plans = new ArrayList<>();
    touched(Kind.EXPORTER, pipelines, Pipeline::exporters)
        .forEach((exporter, signals) -> {
          Map<Signal, DeliverySettings> delivery = new EnumMap<>(Signal.class);
          signals.forEach(
              (signal, through) -> delivery.put(signal, batching.delivery(exporter, through)));
          plans.add(new ExporterPlan(exporter, delivery));
        });
    return plans;
  }

  /** The components of one kind at one end of the pipelines, with these pipelines by signal. */
  private static Map<ComponentId, Map<Signal, List<Pipeline>>> touched(
      Kind kind, List<Pipeline> pipelines, Function<Pipeline, List<ComponentId>> end) {
    Map<ComponentId, Map<Signal, List<Pipeline>>> touched = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) {
      for (ComponentId id : end.apply(pipeline)) {
        if (id.kind() == kind) {
          touched
              .computeIfAbsent(id, _ -> new TreeMap<>())
              .computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
              .add(pipeline);
        }
      }
    }
    return touched;
  }

  /** In a few lines, for people. */
  public String describe() {
    return new PlanText(this).toString();
  }
}
