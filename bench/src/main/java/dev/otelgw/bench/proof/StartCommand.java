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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts gateways that have much on disk. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Fills a gateway's queue while its backend is away, ends it, and prints how long it takes to listen again and to"
            + " have its queue counted. Exit code 1 when anything is missing at the end.")
public final class StartCommand implements Callable<Integer> {

  @Mixin private final Field field = new Field();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "How many are queued. Default: ${DEFAULT-VALUE}")
  private long items = 1_000_000;

  @Option(
      names = "--items-per-request",
      paramLabel = "N",
      description = "May be repeated. Default: ${DEFAULT-VALUE}")
  private List<Integer> itemsPerRequest = List.of(100, 1);

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<StartResult> results = new ArrayList<>();
    int failed = 0;
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, List.of("--count=ids"))) {
      Lineup lineup = field.lineup("start", processes, sink);
      for (Arm arm : lineup.arms()) {
        for (int size : itemsPerRequest) {
          String metric = lineup.values(arm).all().getOrDefault("queued_metric", "");
          StartRun run =
              new StartRun(processes, sink, field.site(lineup, arm, size + "-a-request"), metric);
          try {
            results.addAll(run.run(arm.name(), messages(size), items, rounds));
          } catch (IllegalStateException e) {
            failed++;
            System.err.println("start: arm " + arm.name() + ": " + e.getMessage());
          }
        }
      }
      String text = lineup.heading() + "\n" + StartResult.table(results);
      Files.writeString(field.folder().resolve("table.md"), text);
      System.out.println(text);
    }
    return failed == 0 ? 0 : 1;
  }

  private static Messages messages(int size) {
    return Messages.of(
        new Messages.Shape(Signal.TRACES, size, Compression.NONE, Messages.Ids.UNIQUE));
  }
}
