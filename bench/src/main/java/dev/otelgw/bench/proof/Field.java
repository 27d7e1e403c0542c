package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Bench;
import dev.otelgw.bench.arm.Lineup;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Site;
import dev.otelgw.bench.arm.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What every proof is run with: the arms, their placeholders, and where it all goes. */
public final class Field {

  @Option(
      names = "--arm",
      paramLabel = "NAME",
      description = "bench/configs/NAME.properties; may be repeated. Default: ${DEFAULT-VALUE}")
  private List<String> arms = List.of("otelgw-disk");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a placeholder, e.g. otelgw_options=-Xmx256m")
  private Map<String, String> set = new TreeMap<>();

  private Path folder = Path.of("");

  /** Prepares the arms. */
  Lineup lineup(String command, Processes processes, SinkProcess sink)
      throws IOException, InterruptedException {
    folder = Bench.folder(command, "");
    List<Arm> read = new ArrayList<>();
    for (String name : arms) {
      read.add(Arm.read(Bench.configs(), name));
    }
    return Lineup.of(read, Bench.placeholders(Variant.PLAIN, sink).with(set), processes, folder);
  }

  /** A site of an arm with a folder of its own. */
  Site site(Lineup lineup, Arm arm, String what) throws IOException {
    return Site.of(arm, lineup.values(arm), folder.resolve(arm.name() + "-" + what));
  }

  /** Where everything goes. */
  Path folder() {
    return folder;
  }
}
