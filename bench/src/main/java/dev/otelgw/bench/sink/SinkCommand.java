package dev.otelgw.bench.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a {@link NullSink} as a process of its own. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description =
        "An OTLP backend that takes everything and keeps nothing. GET /stats on its HTTP port tells what came.")
public final class SinkCommand implements Callable<Integer> {

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "0: a free one. Default: ${DEFAULT-VALUE}")
  private int httpPort = 14318;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "0: a free one. Default: ${DEFAULT-VALUE}")
  private int grpcPort = 14317;

  @Option(
      names = "--latency-ms",
      paramLabel = "N",
      description = "Waits before it answers. Default: ${DEFAULT-VALUE}")
  private long latencyMillis;

  @Option(
      names = "--status",
      paramLabel = "CODE",
      description =
          "HTTP status of each answer, until POST /status/CODE." + " Default: ${DEFAULT-VALUE}")
  private int status = 200;

  @Option(
      names = "--count",
      paramLabel = "WHAT",
      description =
          "none: requests and bytes; items: and items; ids: and which items. Default: ${DEFAULT-VALUE}")
  private Arrivals.Look look = Arrivals.Look.IDS;

  @Option(names = "--until-stdin-closes", description = "Ends with the process that started it")
  private boolean untilStdinCloses;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings =
        new NullSink.Settings(httpPort, grpcPort, Duration.ofMillis(latencyMillis), status, look);
    try (NullSink sink = NullSink.open(settings)) {
      System.out.println(
          "sink: listening http="
              + sink.httpPort()
              + " grpc="
              + sink.grpcPort()
              + " control="
              + sink.controlPort());
      if (untilStdinCloses) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }
}
