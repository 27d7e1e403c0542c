package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.processors.actions.Actions;
import dev.otelgw.pipeline.processors.actions.Editing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@code attributes} processors. */
public final class AttributesProcessorFactory implements ProcessorFactory<AttributesConfig> {

  private static final Logger log = LoggerFactory.getLogger(AttributesProcessorFactory.class);

  @Override
  public ComponentType type() {
    return new ComponentType(
        "attributes",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Changes the attributes of spans, log records and data points.");
  }

  @Override
  public Class<AttributesConfig> configType() {
    return AttributesConfig.class;
  }

  @Override
  public Optional<String> misfit(AttributesConfig config, Signal signal) {
    return config.misfit(signal);
  }

  @Override
  public Processor create(AttributesConfig config, Signal signal, Sink next, Context context) {
    Actions actions = Actions.of(config.actions());
    Match include = match("include", config.include(), signal, context);
    Match exclude = match("exclude", config.exclude(), signal, context);
    return new Editing(
        () -> new AttributesEdit(actions.forCaller(), include, exclude), next, context);
  }

  private static @Nullable Match match(
      String name, @Nullable MatchConfig config, Signal signal, Context context) {
    if (config == null) {
      return null;
    }
    if (signal == Signal.METRICS && !config.speaksOfMetrics()) {
      log.warn(
          "{}: {} says nothing about metrics and has no effect on them; add metric_names",
          context.id(),
          name);
      return null;
    }
    return new Match(config, signal);
  }
}
