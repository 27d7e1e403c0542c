package dev.otelgw.gateway;

import dev.otelgw.gateway.http.ServerLimits;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. The one place that ends the process. */
@Command(
    name = Product.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "An OpenTelemetry gateway.",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      PrintConfigCommand.class,
      ComponentsCommand.class,
      SchemaCommand.class,
      DeadLetterCommand.class,
      HealthcheckCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed at run time, or not ready",
      "2:wrong usage or wrong configuration"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    ServerLimits.set();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(out, err).execute(arguments));
  }

  /** The commands, writing where told. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** One line: what a command throws is either written for the user, or a bug and named so. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println(Product.NAME + ": " + e.getMessage());
    return CommandLine.ExitCode.SOFTWARE;
  }
}
