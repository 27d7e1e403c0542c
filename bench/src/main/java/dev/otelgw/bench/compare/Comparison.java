package dev.otelgw.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All rounds of all arms, in turn, and what is written down of them. */
final class Comparison {

  private static final Duration PREPARE_LIMIT = Duration.ofMinutes(10);

  private final List<Arm> arms;
  private final Placeholders values;
  private final Processes processes;
  private final Round round;
  private final Path folder;
  private final Map<String, Placeholders> own = new HashMap<>();
  private final List<String> versions = new ArrayList<>();

  Comparison(List<Arm> arms, Placeholders values, Processes processes, Round round, Path folder) {
    this.arms = List.copyOf(arms);
    this.values = values;
    this.processes = processes;
    this.round = round;
    this.folder = folder;
  }

  /**
   * Runs the rounds and prints the table; the rounds themselves go to {@code rounds.jsonl}, the
   * table to {@code table.md}.
   *
   * @return whether every round ended well
   */
  boolean run(String title, int rounds) throws IOException, InterruptedException {
    for (Arm arm : arms) {
      prepare(arm);
    }
    List<RoundResult> results = new ArrayList<>();
    int failed = 0;
    for (int number = 1; number <= rounds; number++) {
      for (Arm arm : inTurn(number)) {
        try {
          RoundResult result =
              round.run(
                  arm,
                  number,
                  own.getOrDefault(arm.name(), values),
                  folder.resolve(arm.name() + "-" + number));
          results.add(result);
          write("rounds.jsonl", result.json() + "\n");
          progress(result);
        } catch (IllegalStateException e) {
          failed++;
          System.err.println(
              "compare: arm " + arm.name() + ", round " + number + ": " + e.getMessage());
        }
      }
    }
    String text =
        heading(title) + new Table(arms.stream().map(Arm::name).toList(), results).markdown();
    write("table.md", text);
    System.out.println(text);
    System.err.println("compare: every round in " + folder.resolve("rounds.jsonl"));
    return failed == 0;
  }

  /** The order moves on by one each round, so that no arm always comes after the same one. */
  private List<Arm> inTurn(int number) {
    List<Arm> order = new ArrayList<>(arms);
    Collections.rotate(order, 1 - number);
    return order;
  }

  private void prepare(Arm arm) throws IOException, InterruptedException {
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
      versions.add(output.lines().findFirst().orElse(arm.name()));
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

  private static void progress(RoundResult result) {
    System.err.printf(
        "compare: round %d %s: %.2f CPU-s per million items, %.0f items/s, %d not acknowledged%s, %d lost%n",
        result.round(),
        result.arm(),
        result.cpuPerMillion(),
        result.report().itemsPerSecond(),
        result.report().errors(),
        result.report().firstProblem().isEmpty() ? "" : " (" + result.report().firstProblem() + ")",
        result.lost());
  }

  private String heading(String title) {
    return "On "
        + Machine.description()
        + ". "
        + String.join("; ", versions)
        + ".\n"
        + title
        + "\n\n";
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
