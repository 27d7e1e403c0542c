package dev.otelgw.gateway;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.gateway.plan.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which configuration: the options that several commands share. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "A configuration file; may be given several times, later ones win. Also env:NAME and"
              + " yaml:TEXT. Without any: the built-in default.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description =
          "Sets one value over the files, for example --set"
              + " receivers.otlp.protocols.grpc.endpoint=0.0.0.0:4317. May be given several times.")
  private List<String> assignments = new ArrayList<>();

  @Mixin private PluginOption plugins = new PluginOption();

  /** Whether the built-in default is what runs. */
  boolean builtIn() {
    return files.isEmpty();
  }

  /**
   * Reads the configuration, and prints what is wrong with it, a line each.
   *
   * @return empty if it cannot run
   */
  Optional<Loaded.Ok> load(Map<String, String> environment, PrintWriter err) {
    if (builtIn()) {
      List<String> missing = BuiltInConfiguration.missingForGrafanaCloud(environment);
      if (!missing.isEmpty()) {
        err.println(
            "otelgw: %s not set; set all three of %s to send to Grafana Cloud, or none of them"
                .formatted(
                    String.join(", ", missing) + (missing.size() == 1 ? " is" : " are"),
                    String.join(", ", BuiltInConfiguration.GRAFANA_CLOUD)));
        return Optional.empty();
      }
    }
    plugins.warn(err);
    return switch (read(environment)) {
      case Loaded.Ok ok -> {
        warn(ok.warnings(), err);
        warn(Plan.of(ok.configuration()).warnings(), err);
        yield Optional.of(ok);
      }
      case Loaded.Invalid(List<Problem> errors, List<Problem> warnings) -> {
        errors.forEach(err::println);
        warn(warnings, err);
        err.println(
            "otelgw: the configuration cannot be used: %d %s"
                .formatted(errors.size(), errors.size() == 1 ? "problem" : "problems"));
        yield Optional.empty();
      }
    };
  }

  /** Reads the configuration as it is now, and says nothing. */
  Loaded read(Map<String, String> environment) {
    List<Source> sources = new ArrayList<>();
    if (builtIn()) {
      sources.add(BuiltInConfiguration.source(environment));
    }
    files.forEach(file -> sources.add(Source.config(file)));
    assignments.forEach(assignment -> sources.add(new Source.Assignment(assignment)));
    return ConfigLoader.load(sources, plugins.factories(), environment);
  }

  /** The files among what was named. */
  List<Path> paths() {
    return files.stream()
        .map(Source::config)
        .flatMap(source -> source instanceof Source.File(Path path) ? Stream.of(path) : Stream.of())
        .toList();
  }

  private static void warn(List<Problem> warnings, PrintWriter err) {
    warnings.forEach(warning ->
        err.println(
            "%s  warning: %s%s"
                .formatted(
                    warning.position(),
                    warning.path().isEmpty() ? "" : warning.path() + ": ",
                    warning.message())));
  }
}
