package dev.otelgw.gateway;

import dev.otelgw.gateway.health.HealthProbe;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "healthcheck",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description =
        "Asks a running gateway whether it is ready, and says in one line why not. For containers"
            + " without curl.")
final class HealthcheckCommand implements Callable<Integer> {

  @Option(
      names = "--endpoint",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:13133",
      description = "Where its health is served (default: ${DEFAULT-VALUE}).")
  private String endpoint = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    HealthProbe.Result result;
    try {
      result = HealthProbe.ask(endpoint);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--endpoint: " + e.getMessage(), e);
    }
    PrintWriter out =
        result.exitCode() == 0 ? spec.commandLine().getOut() : spec.commandLine().getErr();
    out.println(result.line());
    return result.exitCode();
  }
}
