package dev.otelgw.bench;

import dev.otelgw.bench.load.LoadCommand;
import dev.otelgw.bench.sink.SinkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts one of the bench's programs. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Load, null sink and side-by-side runs of OTLP gateways.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LoadCommand.class, SinkCommand.class})
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
