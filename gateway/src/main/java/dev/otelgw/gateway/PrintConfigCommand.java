package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Loaded;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "print-config",
    aliases = "print-initial-config",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description =
        "Prints the configuration as it takes effect: files merged, variables put in, secrets as"
            + " ***.")
final class PrintConfigCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--defaults", description = "Also print the keys that have their defaults.")
  private boolean defaults;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<Loaded.Ok> loaded = options.load(System.getenv(), spec.commandLine().getErr());
    loaded.ifPresent(ok ->
        spec.commandLine()
            .getOut()
            .print(defaults ? ok.effective().withDefaults() : ok.effective().asGiven()));
    spec.commandLine().getOut().flush();
    return loaded.isPresent() ? ExitCodes.OK : ExitCodes.USAGE;
  }
}
