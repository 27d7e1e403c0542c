package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.RandomOtlp;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends that are away, full, strict or dead. */
class OutageIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void anOutageLosesNothingAndIsSaidOnce() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      backend.answer(Answer.text(503, "under maintenance"));
      for (int i = 0; i < 20; i++) {
        assertThat(post(gateway, 5).statusCode()).isEqualTo(200);
      }
      gateway.awaitLine("under maintenance");
      assertThat(gateway.health("/ready")).contains("\"retrying\"").contains("under maintenance");
      backend.answer(Answer.ok());

      backend.awaitItems(Signal.TRACES, 100, SOON);
      gateway.awaitLine("delivering again after");
      assertThat(gateway.lines().stream().filter(line -> line.contains("WARN"))).hasSize(1);
      Ledger.holds(gateway, 100);
    }
  }

  @Test
  void aThrottlingBackendIsAskedNoMoreOftenThanItSays() throws Exception {
    List<Long> asked = Collections.synchronizedList(new ArrayList<>());
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      backend.answer(_ -> {
        asked.add(System.nanoTime());
        return asked.size() > 3
            ? Optional.empty()
            : Optional.of(Answer.text(429, "slow down").header("Retry-After", "1"));
      });
      assertThat(post(gateway, 5).statusCode()).isEqualTo(200);
      gateway.awaitLine("slow down");
      for (int i = 0; i < 19; i++) {
        assertThat(post(gateway, 5).statusCode()).isEqualTo(200);
      }

      backend.awaitItems(Signal.TRACES, 100, SOON);
      for (int i = 1; i <= 3; i++) {
        assertThat(Duration.ofNanos(asked.get(i) - asked.get(i - 1)))
            .as("time to request %d", i)
            .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      }
      Ledger.holdsWithoutLoss(gateway, 100);
      assertThat(backend.items(Signal.TRACES)).isEqualTo(100);
    }
  }

  @Test
  void whatComesCompressedWhileTheBackendIsAwayArrivesWhenItIsBack() throws Exception {
    Random random = new Random(5);
    List<Message> sent = new ArrayList<>();
    List<Message> arrived = new ArrayList<>();
    OtlpBackend before = OtlpBackend.start();
    int port = before.port();
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(folder, Pipelines.toBackend(before.url()))) {
      for (int i = 0; i < 10; i++) {
        sent.add(postGzip(gateway, random));
      }
      before.awaitRequests(10, SOON);
      Await.until("no request under way", () -> queued(gateway) == 0);
      before.close();
      arrived.addAll(before.messages(Signal.LOGS));
      for (int i = 0; i < 150; i++) {
        sent.add(postGzip(gateway, random));
        TimeUnit.MILLISECONDS.sleep(20); // A client's pace: the outage lasts some seconds.
      }
      assertThat(queued(gateway)).isPositive();
      try (OtlpBackend after = OtlpBackend.start(port)) {
        sent.add(postGzip(gateway, random));
        after.awaitRequests(sent.size() - arrived.size(), SOON);
        Await.until("everything delivered", () -> queued(gateway) == 0);
        arrived.addAll(after.messages(Signal.LOGS));
      }
    }
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void aWrongTokenParksTheQueueAndSaysWhy() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.requireBasicAuth("123", "right");
      String yaml =
          """
          exporters:
            grafana_cloud:
              endpoint: %s
              instance_id: "123"
              api_key: glc_wrong
          """
                  .formatted(backend.url())
              + Pipelines.pipelines("grafana_cloud");
      try (GatewayUnderTest gateway =
          GatewayUnderTest.start(folder, yaml, "--drain-timeout", "1")) {
        assertThat(post(gateway, 5).statusCode()).isEqualTo(200);
        gateway.awaitLine("nothing is thrown away");
        assertThat(gateway.lines()).noneMatch(line -> line.contains("glc_wrong"));
        assertThat(gateway.health("/ready")).contains("\"parked\"");
        assertThat(gateway.metric("otelgw_ledger_queued_items")).isEqualTo(5);
      }
    }
  }

  @Test
  void aDeadExporterLeavesTheOtherAloneAndRetriesDoubleNothing() throws Exception {
    try (OtlpBackend alive = OtlpBackend.start()) {
      int dead = OwnPorts.next();
      String yaml =
          """
          exporters:
            otlp_http/alive: {endpoint: "%s"}
            otlp_http/dead: {endpoint: "http://127.0.0.1:%d", sending_queue: {queue_size: 3}}
          """
                  .formatted(alive.url(), dead)
              + Pipelines.pipelines("otlp_http/alive, otlp_http/dead");
      try (GatewayUnderTest gateway =
          GatewayUnderTest.start(folder, yaml, "--drain-timeout", "1")) {
        for (int i = 0; i < 3; i++) {
          assertThat(post(gateway, 1).statusCode()).isEqualTo(200);
        }
        alive.awaitItems(Signal.TRACES, 3, SOON);
        HttpResponse<String> refused = post(gateway, 1);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("sending queue is full (3 of 3 requests)");
        alive.awaitItems(Signal.TRACES, 4, SOON);
        assertThat(post(gateway, 1).statusCode()).as("the client's retry").isEqualTo(503);
        Await.until("the ledger", () -> gateway.metric("otelgw_ledger_sent_items") == 4);
        assertThat(alive.items(Signal.TRACES)).as("no retry comes twice").isEqualTo(4);
      }
    }
  }

  @Test
  void whatIsTooLargeIsSplitAndWhatIsPartlyTakenIsCounted() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                folder, Pipelines.toBackend(backend.url(), "compression: none"))) {
      backend.limitBody(500);
      assertThat(post(gateway, 100).statusCode()).isEqualTo(200);
      backend.awaitItems(Signal.TRACES, 100, SOON);
      backend.limitBody(Long.MAX_VALUE);
      backend.answerNext(Answer.partial(Signal.TRACES, 3, "three are too old"));
      assertThat(post(gateway, 10).statusCode()).isEqualTo(200);

      gateway.awaitLine("three are too old");
      Await.until(
          "the count of the dropped", () -> gateway.metric("otelgw_ledger_dropped_items") == 3);
      Ledger.holds(gateway, 110);
    }
  }

  private static HttpResponse<String> post(GatewayUnderTest gateway, int spans) {
    return gateway.post(
        "/v1/traces", "application/x-protobuf", Batches.spans("s", spans).toByteArray());
  }

  private static double queued(GatewayUnderTest gateway) {
    return gateway.metric("otelgw_ledger_queued_items");
  }

  private static Message postGzip(GatewayUnderTest gateway, Random random) {
    Sample sample = Sample.of(Signal.LOGS, random, RandomOtlp.Size.USUAL);
    assertThat(gateway.postGzip("/v1/logs", sample.bytes()).statusCode()).isEqualTo(200);
    return sample.message();
  }
}
