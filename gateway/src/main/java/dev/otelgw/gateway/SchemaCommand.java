package dev.otelgw.gateway;

import dev.otelgw.gateway.docs.SchemaDoc;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description = {
      "Prints the JSON schema of configurations, for editors.",
      "Components of plugins are in it."
    })
final class SchemaCommand implements Runnable {

  @Mixin private PluginOption plugins = new PluginOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    plugins.warn(spec.commandLine().getErr());
    out.print(SchemaDoc.page(plugins.factories()));
    out.flush();
  }
}
