package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.testing.Batches;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trouble after the other, as on a bad day; what was acknowledged in between arrives. */
class BadTimesIT {

  @TempDir Path folder;
  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void aWrongTokenThenAForbiddenOneThenNoBackendThenARestartLoseNothing() throws Exception {
    OtlpBackend strict = OtlpBackend.start();
    int port = strict.port();
    strict.answer(Answer.text(401, "no such token"));
    GatewayUnderTest gateway =
        GatewayUnderTest.start(folder, withToken(strict.url(), "wrong"), "--drain-timeout", "5");
    try {
      post(gateway, "unauthorized");
      gateway.awaitLine("no such token");
      post(gateway, "parked");
      strict.answer(Answer.text(403, "may not write"));
      gateway.write(withToken(strict.url(), "read-only"));
      gateway.hangUp();
      gateway.awaitLine("may not write");
      post(gateway, "forbidden");
      strict.close();
      post(gateway, "down");
      assertThat(gateway.metric("otelgw_ledger_queued_items")).isEqualTo(acknowledged.size());
      gateway.terminate();
      assertThat(gateway.exitCode()).isZero();
      gateway.awaitLine("stopped with " + acknowledged.size() + " spans not delivered");
      assertThat(gateway.lines())
          .filteredOn(line -> line.contains("not delivered"))
          .singleElement()
          .asString()
          .contains("they are on disk and go out after the next start");

      gateway = gateway.again();
      gateway.awaitLine(acknowledged.size() + " spans of an earlier run are on disk");
      post(gateway, "restarted");
      try (OtlpBackend well = OtlpBackend.start(port)) {
        assertThat(Arrived.all(well, acknowledged))
            .containsExactlyInAnyOrderElementsOf(acknowledged);
        Ledger.holdsWithoutLoss(gateway, acknowledged.size());
      }
    } finally {
      gateway.close();
      strict.close();
    }
  }

  private static String withToken(String url, String token) {
    String headers = "headers: {Authorization: \"Bearer " + token + "\"}";
    return Pipelines.onDisk(Pipelines.toBackend(url, headers, Pipelines.queue()));
  }

  /** Five requests, all of which must be acknowledged. */
  private void post(GatewayUnderTest gateway, String name) {
    for (int i = 0; i < 5; i++) {
      String prefix = name + "-" + i;
      byte[] body = Batches.spans(prefix, 2).toByteArray();
      assertThat(gateway.post("/v1/traces", "application/x-protobuf", body).statusCode())
          .as(() -> String.join("\n", gateway.lines()))
          .isEqualTo(200);
      acknowledged.add(prefix + "-0");
      acknowledged.add(prefix + "-1");
    }
  }
}
