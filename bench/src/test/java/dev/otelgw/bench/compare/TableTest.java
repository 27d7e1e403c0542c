package dev.otelgw.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.bench.load.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

  private static RoundResult result(String arm, int round, double cpuSeconds) {
    Report report =
        new Report(
            10_000,
            10_000,
            0,
            0,
            0,
            1_000_000,
            Map.of("OK", 10_000L),
            "",
            new Report.Percentiles(1, 2, 3, 4, 5),
            Duration.ofSeconds(4));
    return new RoundResult(arm, round, 0.1, 50, cpuSeconds, 5, 0.25, 100, 120, 0, 0, report);
  }

  @Test
  void showsMediansAndRatiosWithinTheRounds() {
    Table table =
        new Table(
            List.of("a", "b"),
            List.of(
                result("a", 1, 1), result("b", 1, 2), //
                result("a", 2, 3), result("b", 2, 6), //
                result("a", 3, 2), result("b", 3, 5)));

    List<String> lines = table.markdown().lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(2))
        .startsWith(
            "| a | 2.00 (1.00 - 3.00) |  | 0.50 | 0.40 | 250000 | 1.00 / 3.00 / 4.00 / 5.00 |");
    assertThat(lines.get(3)).startsWith("| b | 5.00 (2.00 - 6.00) | 2.00 |  |");
    assertThat(lines.get(2)).endsWith("| 0.10 | 50 | 100 (120) | 0 / 0 | 0 | 0 | 0.25 | 3 |");
  }

  @Test
  void anArmWithoutRoundsIsSaid() {
    assertThat(new Table(List.of("a"), List.of()).markdown())
        .contains("| a | no round ended well |");
  }

  @Test
  void aRoundIsOneLineOfJson() {
    String json = result("a", 1, 1.5).json();

    assertThat(json)
        .startsWith("{\"arm\":\"a\",\"round\":1,\"cpu_s_per_million\":1.5000,")
        .endsWith("\"max_ms\":5.000}");
    assertThat(json).doesNotContain("\n");
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(Table.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Table.median(9)).isEqualTo(9);
    assertThat(Table.median()).isNaN();
  }
}
