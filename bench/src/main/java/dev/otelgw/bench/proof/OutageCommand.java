package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Lineup;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the backend away while as much comes in as in ten minutes at 10 000 items a second. */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes the backend away while items come in, lets it come back while more come, and prints what is missing, what"
          + " it cost in memory and on disk, and how fast it was made up for. Exit code 1 when anything is missing."
    })
public final class OutageCommand implements Callable<Integer> {

  @Mixin private final Field field = new Field();

  @Option(
      names = "--trouble",
      paramLabel = "NAME",
      description =
          "down: connections are refused. token: 401, then 403, then down, then a restart of the gateway, then well. May"
              + " be repeated. Default: ${DEFAULT-VALUE}")
  private List<OutageRun.Trouble> troubles = List.of(OutageRun.Trouble.DOWN);

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "While it lasts, as fast as the gateway takes them. Default: ${DEFAULT-VALUE}")
  private long items = 6_000_000;

  @Option(
      names = "--warmup-items",
      paramLabel = "N",
      description = "Before, at the same pace. Default: ${DEFAULT-VALUE}")
  private long warmupItems = 2_000_000;

  @Option(
      names = "--items-per-request",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}")
  private int itemsPerRequest = 100;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Requests under way at once. Default: ${DEFAULT-VALUE}")
  private int inFlight = 8;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second while the gateway catches up. Default: ${DEFAULT-VALUE}")
  private double rate = 100;

  @Option(
      names = "--settle-seconds",
      paramLabel = "N",
      description = "Before memory is read. Default: ${DEFAULT-VALUE}")
  private long settleSeconds = 5;

  @Option(
      names = "--quiet-seconds",
      paramLabel = "N",
      description =
          "What is missing is lost when nothing has come for so long. Default: ${DEFAULT-VALUE}")
  private long quietSeconds = 70;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Messages messages =
        Messages.of(
            new Messages.Shape(
                Signal.TRACES, itemsPerRequest, Compression.NONE, Messages.Ids.UNIQUE));
    List<OutageResult> results = new ArrayList<>();
    int failed = 0;
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, List.of("--count=ids"))) {
      Lineup lineup = field.lineup("outage", processes, sink);
      for (Arm arm : lineup.arms()) {
        for (OutageRun.Trouble trouble : troubles) {
          try {
            OutageRun run =
                new OutageRun(
                    plan(), messages, processes, sink, field.site(lineup, arm, trouble.name()));
            results.add(run.run(arm.name(), trouble));
          } catch (IllegalStateException e) {
            failed++;
            System.err.println("outage: arm " + arm.name() + ": " + e.getMessage());
          }
        }
      }
      String text = lineup.heading() + title() + "\n\n" + OutageResult.table(results);
      Files.writeString(field.folder().resolve("table.md"), text);
      System.out.println(text);
    }
    return failed == 0 && results.stream().allMatch(result -> result.missing() == 0) ? 0 : 1;
  }

  private OutageRun.Plan plan() {
    return new OutageRun.Plan(
        items,
        warmupItems,
        inFlight,
        rate,
        Duration.ofSeconds(quietSeconds),
        Duration.ofSeconds(settleSeconds));
  }

  private String title() {
    return "%d spans in requests of %d over gRPC, %d requests in flight, after %d of warm-up; while it catches up, %.0f requests/s."
        .formatted(items, itemsPerRequest, inFlight, warmupItems, rate);
  }
}
