package dev.otelgw.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Placeholders;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.load.Options;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another null sink stands in for a gateway: it acknowledges everything and delivers nothing. */
class RoundTest {

  private static final Plan PLAN =
      new Plan(
          new Options(),
          20_000,
          Duration.ofSeconds(1),
          2000,
          Duration.ofSeconds(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  @TempDir private Path folder;

  @BeforeEach
  void onlyWithProc() {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
  }

  private RoundResult run(String command) throws IOException, InterruptedException {
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, List.of())) {
      Map<String, String> values =
          Map.of("java", SinkProcess.java(), "classes", System.getProperty("java.class.path"));
      Messages messages = Messages.of(PLAN.load().shape());
      return new Round(PLAN, messages, processes, sink)
          .run(
              Arm.of("swallow", command, ""),
              1,
              new Placeholders(values),
              folder.resolve("swallow-1"));
    }
  }

  @Test
  void acknowledgedItemsThatDoNotArriveAreLost() throws IOException, InterruptedException {
    RoundResult result =
        run(
            "@java@ -cp \"@classes@\" dev.otelgw.bench.Main sink --grpc-port=@grpc_port@ --http-port=@http_port@");

    assertThat(result.report().errors()).isZero();
    assertThat(result.report().acknowledgedItems()).isBetween(20_000L, 21_600L);
    assertThat(result.lost()).isGreaterThanOrEqualTo(2000 + result.report().acknowledgedItems());
    assertThat(result.duplicates()).isZero();
    assertThat(result.startSeconds()).isPositive();
    assertThat(result.idleMib()).isPositive();
    assertThat(result.peakMib()).isGreaterThanOrEqualTo(result.idleMib());
    assertThat(result.cpuSeconds()).isPositive();
  }

  @Test
  void aCommandThatEndsIsShownWithItsWords() {
    assertThatThrownBy(() -> run("@java@ -cp \"@classes@\" dev.otelgw.bench.Main nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not listen on")
        .hasMessageContaining("nonsense");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> run("no-such-gateway --config x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot run no-such-gateway");
  }
}
