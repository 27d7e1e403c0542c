package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.plan.Plan;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description =
        "Checks a configuration and prints everything that is wrong with it, a line each. Opens no"
            + " socket.")
final class ValidateCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<Loaded.Ok> loaded = options.load(System.getenv(), spec.commandLine().getErr());
    loaded.ifPresent(ok ->
        spec.commandLine().getOut().println("valid\n" + Plan.of(ok.configuration()).describe()));
    return loaded.isPresent() ? ExitCodes.OK : ExitCodes.USAGE;
  }
}
