package dev.otelgw.bench;

import dev.otelgw.bench.compare.CompareCommand;
import dev.otelgw.bench.load.LoadCommand;
import dev.otelgw.bench.proof.KillCommand;
import dev.otelgw.bench.proof.OutageCommand;
import dev.otelgw.bench.proof.StartCommand;
import dev.otelgw.bench.sink.SinkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** Starts one of the bench's programs. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description =
        "Load, null sink, side-by-side runs of OTLP gateways, and proofs that they lose nothing.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CompareCommand.class,
      KillCommand.class,
      LoadCommand.class,
      OutageCommand.class,
      SinkCommand.class,
      StartCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    CommandLine commands =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Main::failed);
    System.exit(commands.execute(args));
  }

  /**
   * What is wrong with an argument or a gateway is one line; anything else is a defect and shows
   * its stack.
   */
  private static int failed(Exception problem, CommandLine command, ParseResult arguments)
      throws Exception {
    if (problem instanceof IllegalArgumentException || problem instanceof IllegalStateException) {
      System.err.println(command.getCommandName() + ": " + problem.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw problem;
  }
}
