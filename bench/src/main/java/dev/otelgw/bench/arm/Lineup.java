package dev.otelgw.bench.arm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The arms of a run, prepared: built where they must be, and asked for their versions. */
public final class Lineup {

  private static final Duration PREPARE_LIMIT = Duration.ofMinutes(10);

  private final Processes processes;
  private final Path folder;
  private final List<Arm> arms;
  private final Map<String, Placeholders> own = new HashMap<>();
  private final List<String> versions = new ArrayList<>();

  private Lineup(Processes processes, Path folder, List<Arm> arms) {
    this.processes = processes;
    this.folder = folder;
    this.arms = List.copyOf(arms);
  }

  /**
   * Prepares arms.
   *
   * @param values placeholders that all arms have; they win over an arm's own
   * @param folder gets what the preparations say
   * @throws IllegalStateException when one cannot be prepared, with its hint
   */
  public static Lineup of(List<Arm> arms, Placeholders values, Processes processes, Path folder)
      throws IOException, InterruptedException {
    Lineup lineup = new Lineup(processes, folder, arms);
    for (Arm arm : arms) {
      lineup.prepare(arm, values);
    }
    return lineup;
  }

  private void prepare(Arm arm, Placeholders values) throws IOException, InterruptedException {
    Placeholders filled = new Placeholders(arm.defaults()).with(values.all());
    if (!arm.prepare().isEmpty()) {
      String output =
          output(arm, "prepare", filled.command("arm " + arm.name() + " prepare", arm.prepare()));
      filled = filled.with(Map.of("prepared", output.substring(output.lastIndexOf('\n') + 1)));
    }
    own.put(arm.name(), filled);
    if (!arm.version().isEmpty()) {
      String output =
          output(arm, "version", filled.command("arm " + arm.name() + " version", arm.version()));
      String version = output.lines().findFirst().orElse(arm.name());
      if (!versions.contains(version)) {
        versions.add(version);
      }
    }
  }

  private String output(Arm arm, String what, List<String> command)
      throws IOException, InterruptedException {
    try {
      return processes.output(command, folder.resolve(arm.name() + "." + what), PREPARE_LIMIT);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "arm " + arm.name() + ": " + e.getMessage() + "; " + arm.hint(), e);
    }
  }

  /** In the order in which they were named. */
  public List<Arm> arms() {
    return arms;
  }

  /** Everything that an arm's command and configuration may hold, but for a site's own. */
  public Placeholders values(Arm arm) {
    Placeholders values = own.get(arm.name());
    if (values == null) {
      throw new IllegalArgumentException("arm " + arm.name() + " is not of this lineup");
    }
    return values;
  }

  /** The machine and the versions: one line. */
  public String heading() {
    return "On " + Machine.description() + ". " + String.join("; ", versions) + ".\n";
  }
}
