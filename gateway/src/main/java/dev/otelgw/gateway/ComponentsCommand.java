package dev.otelgw.gateway;

import dev.otelgw.gateway.docs.CollectorDoc;
import dev.otelgw.gateway.docs.ComponentDoc;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "components",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description = "Lists the components there are, as YAML.")
final class ComponentsCommand implements Runnable {

  @Option(names = "--markdown", description = "With every key of each, as docs/components.md.")
  private boolean markdown;

  @Option(
      names = "--collector",
      description = "What becomes of the Collector's keys, as docs/collector-users.md.")
  private boolean collector;

  @Mixin private PluginOption plugins = new PluginOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    plugins.warn(spec.commandLine().getErr());
    if (markdown || collector) {
      out.print(
          markdown
              ? ComponentDoc.page(plugins.factories())
              : CollectorDoc.page(plugins.factories()));
      out.flush();
      return;
    }
    section(out, "receivers", ReceiverFactory.class::isInstance);
    section(out, "processors", ProcessorFactory.class::isInstance);
    section(out, "exporters", ExporterFactory.class::isInstance);
    section(out, "connectors", ConnectorFactory.class::isInstance);
    section(out, "extensions", ExtensionFactory.class::isInstance);
    out.flush();
  }

  private void section(PrintWriter out, String name, Predicate<Factory<?>> which) {
    List<Factory<?>> factories = plugins.factories().stream().filter(which).toList();
    out.println(name + ":");
    for (Factory<?> factory : factories) {
      ComponentType type = factory.type();
      List<String> signals =
          List.of(Signal.values()).stream()
              .filter(type.signals()::contains)
              .map(Signal::lowerName)
              .toList();
      out.println("  - name: " + type.name());
      if (!signals.isEmpty()) {
        out.println("    signals: " + signals);
      }
      out.println("    stability: " + type.stability());
      if (!type.aliases().isEmpty()) {
        out.println("    aliases: " + type.aliases());
      }
      out.println("    description: " + type.summary());
    }
  }
}
