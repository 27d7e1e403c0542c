package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Messages;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends to one gateway that runs already, and prints what came back. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Sends OTLP to a gateway and prints answers, rate and latency.")
public final class LoadCommand implements Callable<Integer> {

  @Mixin private final Options options = new Options();

  @Parameters(paramLabel = "HOST:PORT", description = "The gateway's listener, e.g. 127.0.0.1:4317")
  private String address = "";

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Closed loop: how many. Default: ${DEFAULT-VALUE}")
  private long items = 1_000_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Open loop: how long; closed loop: at most so long. Default: ${DEFAULT-VALUE}")
  private long seconds = 60;

  @Option(
      names = "--warmup-items",
      paramLabel = "N",
      description = "Sent first in a closed loop and not reported. Default: ${DEFAULT-VALUE}")
  private long warmupItems;

  @Override
  public Integer call() throws InterruptedException {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("\"" + address + "\": not HOST:PORT");
    }
    var listener =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    Duration limit = Duration.ofSeconds(seconds);
    try (Load load = Load.to(options.target(listener), Messages.of(options.shape()))) {
      if (warmupItems > 0) {
        load.run(options.closed(warmupItems), limit);
      }
      Report report = load.run(options.pace(items, limit), limit.plusSeconds(10));
      System.out.print(report.text());
      return report.errors() == 0 ? 0 : 1;
    }
  }
}
