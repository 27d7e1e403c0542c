package dev.otelgw.gateway;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description = "Prints the version, and that of the Java it runs on.")
final class VersionCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    for (String line : new ProductVersion().getVersion()) {
      spec.commandLine().getOut().println(line);
    }
  }
}
