package dev.otelgw.bench.compare;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Lineup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All rounds of all arms, in turn, and what is written down of them. */
final class Comparison {

  private final Lineup lineup;
  private final Round round;
  private final Path folder;

  Comparison(Lineup lineup, Round round, Path folder) {
    this.lineup = lineup;
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
    List<RoundResult> results = new ArrayList<>();
    int failed = 0;
    for (int number = 1; number <= rounds; number++) {
      for (Arm arm : inTurn(number)) {
        try {
          RoundResult result =
              round.run(arm, number, lineup.values(arm), folder.resolve(arm.name() + "-" + number));
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
        lineup.heading()
            + title
            + "\n\n"
            + new Table(lineup.arms().stream().map(Arm::name).toList(), results).markdown();
    write("table.md", text);
    System.out.println(text);
    System.err.println("compare: every round in " + folder.resolve("rounds.jsonl"));
    return failed == 0;
  }

  /** The order moves on by one each round, so that no arm always comes after the same one. */
  private List<Arm> inTurn(int number) {
    List<Arm> order = new ArrayList<>(lineup.arms());
    Collections.rotate(order, 1 - number);
    return order;
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

  private void write(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
