package dev.otelgw.exporters.debug;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@code debug} exporters. */
public final class DebugFactory implements ExporterFactory<DebugConfig> {

  private static final Logger log = LoggerFactory.getLogger(DebugExporter.class);

  private final PrintStream out;

  /** Printing to standard output where the log is not asked for. */
  public DebugFactory() {
    this(System.out);
  }

  DebugFactory(PrintStream out) {
    this.out = out;
  }

  @Override
  public ComponentType type() {
    return new ComponentType(
        "debug",
        List.of("logging"),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Prints what comes: a line per request, a line per item, or every field.");
  }

  @Override
  public Class<DebugConfig> configType() {
    return DebugConfig.class;
  }

  @Override
  public Exporter create(DebugConfig config, Context context) {
    if (!config.useInternalLogger()) {
      return new DebugExporter(config.verbosity(), Sampler.everything(), out::println);
    }
    Consumer<String> toLog = text -> log.info("{}: {}", context.id(), text);
    Sampler sampler =
        new Sampler(config.samplingInitial(), config.samplingThereafter(), context.clock());
    return new DebugExporter(config.verbosity(), sampler, toLog);
  }
}
