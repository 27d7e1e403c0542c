package dev.otelgw.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Placeholders;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Site;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another null sink stands in for a gateway: it acknowledges everything and delivers nothing. */
class KillRunTest {

  private static final KillRun.Plan PLAN =
      new KillRun.Plan(2, Duration.ofMillis(500), 200, Duration.ofMillis(300), Duration.ZERO);

  @TempDir private Path folder;

  @Test
  void whatAKilledGatewayHadAcknowledgedIsMissing() throws IOException, InterruptedException {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    var shape = new Messages.Shape(Signal.TRACES, 10, Compression.NONE, Messages.Ids.UNIQUE);
    String command =
        "@java@ -cp \"@classes@\" dev.otelgw.bench.Main sink --grpc-port=@grpc_port@ --http-port=@http_port@";
    Map<String, String> values =
        Map.of("java", SinkProcess.java(), "classes", System.getProperty("java.class.path"));
    try (Processes processes = new Processes();
        SinkProcess sink = SinkProcess.start(processes, List.of("--count=ids"))) {
      Site site = Site.of(Arm.of("swallow", command, ""), new Placeholders(values), folder);

      KillResult result =
          new KillRun(PLAN, Messages.of(shape), processes, sink, new Random(1))
              .run("swallow", site, Target.Protocol.HTTP);

      assertThat(result.kills()).isEqualTo(2);
      assertThat(result.acknowledged()).isPositive();
      assertThat(result.missing()).isEqualTo(result.acknowledged());
      assertThat(result.notAcknowledged()).as("sent while it was down").isPositive();
      assertThat(result.duplicates()).isZero();
      assertThat(KillResult.table(List.of(result)))
          .contains("| swallow | http | 2 (", "(100.00 %)");
    }
  }
}
