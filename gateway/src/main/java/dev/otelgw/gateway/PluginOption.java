package dev.otelgw.gateway;

import dev.otelgw.gateway.plugins.Plugins;
import dev.otelgw.pipeline.Factory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which components there are: those that the gateway ships, and those of plugins. */
final class PluginOption {

  @Option(
      names = "--plugins",
      paramLabel = "FOLDER",
      defaultValue = "plugins",
      description =
          "Where jars with components of your own are (default: ${DEFAULT-VALUE}); see"
              + " docs/extending.md.")
  private Path folder = Path.of("plugins");

  private @Nullable Plugins loaded;

  /** All factories. Plugins are loaded once; a reload finds the same ones. */
  List<Factory<?>> factories() {
    List<Factory<?>> all = new ArrayList<>(Components.all());
    all.addAll(plugins().factories());
    return all;
  }

  /** Says which plugins cannot be used. */
  void warn(PrintWriter err) {
    plugins().problems().forEach(problem -> err.println("warning: " + problem));
  }

  private synchronized Plugins plugins() {
    if (loaded == null) {
      loaded = Plugins.in(folder, Components.all());
    }
    return loaded;
  }
}
