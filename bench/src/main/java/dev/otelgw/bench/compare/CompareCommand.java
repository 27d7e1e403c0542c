package dev.otelgw.bench.compare;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Bench;
import dev.otelgw.bench.arm.Lineup;
import dev.otelgw.bench.arm.Placeholders;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Variant;
import dev.otelgw.bench.load.Options;
import dev.otelgw.bench.load.Pace;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs gateways side by side, in turn, and prints what each of them cost. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs gateways in turn, each round a fresh process, under the same load, and prints medians as a table.",
      "Commands and configurations may hold @config@ @dir@ @grpc_port@ @http_port@ @metrics_port@ @health_port@"
          + " @sink_http_port@ @sink_grpc_port@ @compression@ @cores@ @java@ @root@ @bench@ @peers@ @prepared@."
    })
public final class CompareCommand implements Callable<Integer> {

  /** Longer than any flush interval of the gateways' configurations. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** One {@code --arm} with what belongs to it. */
  static final class ArmOptions {

    @Option(
        names = "--arm",
        required = true,
        paramLabel = "NAME",
        description =
            "otelgw, collector, nginx (bench/configs/NAME.properties), or any name with --command; may be repeated")
    private String name = "";

    @Option(
        names = "--command",
        paramLabel = "LINE",
        description = "Another gateway's command line")
    private @Nullable String command;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The template of its configuration")
    private @Nullable Path config;

    Arm arm(Path configs) throws IOException {
      if (command != null) {
        return Arm.of(name, command, config == null ? "" : config.toAbsolutePath().toString());
      }
      Arm known = Arm.read(configs, name);
      return config == null ? known : known.withConfig(config.toAbsolutePath().toString());
    }
  }

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<ArmOptions> arms = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "plain, gzip or zstd (out), gzip-in. Default: plain")
  private String variant = Variant.PLAIN.word();

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Mixin private final Options load = new Options();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Closed loop: how many are measured. Default: ${DEFAULT-VALUE}")
  private long items = 4_000_000;

  @Option(
      names = "--warmup-items",
      paramLabel = "N",
      description = "Closed loop: how many are sent first. Default: ${DEFAULT-VALUE}")
  private long warmupItems = 4_000_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Open loop: how long is measured. Default: ${DEFAULT-VALUE}")
  private long seconds = 30;

  @Option(
      names = "--warmup-seconds",
      paramLabel = "N",
      description =
          "Open loop: how long is sent first, at the same rate. Default: ${DEFAULT-VALUE}")
  private long warmupSeconds = 15;

  @Option(
      names = "--settle-ms",
      paramLabel = "N",
      description = "From listening to the reading of idle memory. Default: ${DEFAULT-VALUE}")
  private long settleMillis = 3000;

  @Option(
      names = "--limit-seconds",
      paramLabel = "N",
      description = "Ends a load that takes longer. Default: ${DEFAULT-VALUE}")
  private long limitSeconds = 300;

  @Option(
      names = "--sink-latency-ms",
      paramLabel = "N",
      description = "The backend's time to answer. Default: ${DEFAULT-VALUE}")
  private long sinkLatencyMillis;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a placeholder, e.g. otelgw_options=-Xmx256m")
  private Map<String, String> set = new TreeMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Variant chosen = Variant.of(variant);
    List<Arm> chosenArms = new ArrayList<>();
    for (ArmOptions options : arms) {
      Arm arm = options.arm(Bench.configs());
      arm.check(chosen);
      chosenArms.add(arm);
    }
    Messages.Shape shape = chosen == Variant.GZIP_IN ? load.shape(chosen.in()) : load.shape();
    Path folder = Bench.folder("compare", "-" + chosen.word());
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, sinkArguments(shape))) {
      Round round = new Round(plan(), Messages.of(shape), processes, sink);
      Placeholders values = Bench.placeholders(chosen, sink).with(set);
      Lineup lineup = Lineup.of(chosenArms, values, processes, folder);
      return new Comparison(lineup, round, folder).run(title(chosen, shape), rounds) ? 0 : 1;
    }
  }

  private Plan plan() {
    return new Plan(
        load,
        items,
        Duration.ofSeconds(seconds),
        warmupItems,
        Duration.ofSeconds(warmupSeconds),
        Duration.ofMillis(settleMillis),
        QUIET,
        Duration.ofSeconds(limitSeconds));
  }

  private String title(Variant chosen, Messages.Shape shape) {
    String pace =
        switch (load.pace(items, Duration.ofSeconds(seconds))) {
          case Pace.Closed closed ->
              "closed loop, %d in flight, %d items after %d of warm-up"
                  .formatted(closed.inFlight(), closed.items(), warmupItems);
          case Pace.Open open ->
              "open loop, %.0f requests/s, %d s after %d s of warm-up"
                  .formatted(open.perSecond(), seconds, warmupSeconds);
        };
    return "%s: %s over %s, %d items a request, %s ids; %s."
        .formatted(chosen.word(), shape.signal(), load.protocol(), shape.items(), shape.ids(), pace)
        .toLowerCase(Locale.ROOT);
  }

  private List<String> sinkArguments(Messages.Shape shape) {
    String look = shape.ids() == Messages.Ids.UNIQUE ? "ids" : "items";
    return List.of("--count=" + look, "--latency-ms=" + sinkLatencyMillis);
  }
}
