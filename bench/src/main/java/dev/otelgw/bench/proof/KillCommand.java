package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Lineup;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills gateways with SIGKILL under load, and looks for what they had acknowledged. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills a gateway with SIGKILL at random moments under load, starts it again at once on the same folder, and prints"
          + " how much of what it acknowledged never arrived.",
      "A request that is not answered is not sent again, so duplicates are the gateway's own. Exit code 1 when anything"
          + " is missing."
    })
public final class KillCommand implements Callable<Integer> {

  @Mixin private final Field field = new Field();

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "For each arm and transport. Default: ${DEFAULT-VALUE}")
  private int kills = 100;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "grpc or http; may be repeated. Default: both, one after the other")
  private List<Target.Protocol> transports = List.of(Target.Protocol.values());

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the moments. Default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--signal",
      paramLabel = "NAME",
      description = "traces, metrics or logs. Default: ${DEFAULT-VALUE}")
  private Signal signal = Signal.TRACES;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second, whatever becomes of them. Default: ${DEFAULT-VALUE}")
  private double rate = 100;

  @Option(
      names = "--items-per-request",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}")
  private int itemsPerRequest = 100;

  @Option(
      names = "--longest-life-ms",
      paramLabel = "N",
      description =
          "A kill comes at random within this time after the gateway listens; one in five within this time after"
              + " its start. Default: ${DEFAULT-VALUE}")
  private long longestLifeMillis = 3000;

  @Option(
      names = "--sink-latency-ms",
      paramLabel = "N",
      description = "The backend's time to answer. Default: ${DEFAULT-VALUE}")
  private long sinkLatencyMillis = 20;

  @Option(
      names = "--quiet-seconds",
      paramLabel = "N",
      description =
          "At the end, what is missing is lost when nothing has come for so long. Default: ${DEFAULT-VALUE}")
  private long quietSeconds = 20;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> sinkArguments = List.of("--count=ids", "--latency-ms=" + sinkLatencyMillis);
    Messages messages =
        Messages.of(
            new Messages.Shape(signal, itemsPerRequest, Compression.NONE, Messages.Ids.UNIQUE));
    List<KillResult> results = new ArrayList<>();
    int failed = 0;
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, sinkArguments)) {
      Lineup lineup = field.lineup("kill", processes, sink);
      for (Arm arm : lineup.arms()) {
        for (Target.Protocol transport : transports) {
          KillRun run = new KillRun(plan(), messages, processes, sink, new Random(seed));
          try {
            results.add(run.run(arm.name(), field.site(lineup, arm, transport.name()), transport));
          } catch (IllegalStateException e) {
            failed++;
            System.err.println(
                "kill: arm " + arm.name() + " over " + transport + ": " + e.getMessage());
          }
        }
      }
      String text = lineup.heading() + title() + "\n\n" + KillResult.table(results);
      Files.writeString(field.folder().resolve("table.md"), text);
      System.out.println(text);
    }
    return failed == 0 && results.stream().allMatch(result -> result.missing() == 0) ? 0 : 1;
  }

  private KillRun.Plan plan() {
    return new KillRun.Plan(
        kills,
        Duration.ofMillis(longestLifeMillis),
        rate,
        Duration.ofSeconds(quietSeconds),
        Duration.ofMillis(sinkLatencyMillis));
  }

  private String title() {
    return "%.0f requests/s of %d %s; SIGKILL within %.1f s after listening; the backend answers after %d ms; seed %d."
        .formatted(
            rate,
            itemsPerRequest,
            signal.name().toLowerCase(Locale.ROOT),
            longestLifeMillis / 1e3,
            sinkLatencyMillis,
            seed);
  }
}
