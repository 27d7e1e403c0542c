package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.send;
import static dev.otelgw.exporters.otlpgrpc.Exporters.started;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.GrpcAnswer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.ReceivedCall;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OtlpGrpcExporterTest {

  private final GrpcBackend backend = GrpcBackend.start();

  @AfterEach
  void stop() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource
  void deliversEachSignalByteForByte(Signal signal) {
    Batch batch = Requests.of(signal, 3);

    assertThat(send(to(backend.address()).config(), batch)).isEqualTo(Outcome.accepted());

    ReceivedCall call = backend.calls().getFirst();
    assertThat(call.signal()).isEqualTo(signal);
    assertThat(call.body().toByteArray()).isEqualTo(batch.toByteArray());
    assertThat(call.message()).isEqualTo(batch.message());
    assertThat(call.authority()).isEqualTo(backend.address());
    assertThat(call.header("user-agent")).matches("otelgw/1\\.2\\.3 \\(\\w+/\\w+\\) grpc-java-.*");
  }

  @ParameterizedTest
  @EnumSource
  void compressesManySegmentsIntoOneMessage(GrpcCompression compression) {
    Batch joined =
        Batch.join(IntStream.range(0, 40).mapToObj(_ -> Requests.of(Signal.TRACES, 100)).toList());

    assertThat(send(to(backend.address()).compression(compression).config(), joined))
        .isEqualTo(Outcome.accepted());

    ReceivedCall call = backend.calls().getFirst();
    assertThat(call.body().toByteArray()).isEqualTo(joined.toByteArray());
    if (compression == GrpcCompression.NONE) {
      assertThat(call.header("grpc-encoding")).isEmpty();
      assertThat(call.wireSize()).isGreaterThanOrEqualTo(joined.size());
    } else {
      assertThat(call.header("grpc-encoding")).isEqualTo(compression.encoding());
      assertThat(call.wireSize()).isLessThan(joined.size() / 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsAnEmptyBatch(GrpcCompression compression) {
    Batch empty = Batch.of(Signal.LOGS, new byte[0], 0);

    assertThat(send(to(backend.address()).compression(compression).config(), empty))
        .isEqualTo(Outcome.accepted());
    assertThat(backend.calls().getFirst().body().isEmpty()).isTrue();
  }

  @Test
  void sendsLargeMessages() {
    try (GrpcBackend large =
        GrpcBackend.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server -> server.maxInboundMessageSize(64 << 20))) {
      Batch batch = Requests.of(Signal.TRACES, 200_000);
      assertThat(batch.size()).isGreaterThan(16 << 20);

      assertThat(send(to(large.address()).timeout(Duration.ofSeconds(30)).config(), batch))
          .isEqualTo(Outcome.accepted());

      assertThat(large.calls().getFirst().body().toByteArray()).isEqualTo(batch.toByteArray());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "http://%s", "http://%s/", "dns:///%s", "dns://%s", "dns:%s"})
  void takesTheCollectorsFormsOfAnEndpoint(String form) {
    OtlpGrpcConfig config = to(form.formatted(backend.address())).config();

    assertThat(send(config, Requests.of(Signal.METRICS, 1))).isEqualTo(Outcome.accepted());
  }

  @Test
  void sendsHeadersAuthorityAndUserAgent() {
    OtlpGrpcConfig config =
        to(backend.address())
            .header("X-Tenant", "blue")
            .header("trace-bin", "\u00fc")
            .header("Content-Type", "text/plain")
            .authority("front.example:443")
            .userAgent("mine/1")
            .config();

    assertThat(send(config, Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());

    ReceivedCall call = backend.calls().getFirst();
    assertThat(call.header("x-tenant")).isEqualTo("blue");
    assertThat(call.header("trace-bin")).isEqualTo("\u00fc");
    assertThat(call.header("content-type")).isEqualTo("application/grpc");
    assertThat(call.authority()).isEqualTo("front.example:443");
    assertThat(call.header("user-agent")).startsWith("mine/1 grpc-java-");
  }

  @Test
  void takesAUserAgentFromTheHeadersToo() {
    OtlpGrpcConfig config = to(backend.address()).header("User-Agent", "theirs/2").config();

    send(config, Requests.of(Signal.LOGS, 1));

    assertThat(backend.calls().getFirst().header("user-agent")).startsWith("theirs/2 grpc-java-");
  }

  @Test
  void manyThreadsShareOneConnection() throws Exception {
    OtlpGrpcConfig config = to(backend.address()).compression(GrpcCompression.ZSTD).config();
    try (OtlpGrpcExporter exporter = started(config);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          IntStream.range(0, 200)
              .mapToObj(_ -> threads.submit(() -> exporter.accept(Requests.of(Signal.TRACES, 5))))
              .toList();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(Outcome.accepted());
      }
    }
    assertThat(backend.calls().stream().mapToInt(ReceivedCall::items).sum()).isEqualTo(1000);
    assertThat(backend.connections()).isEqualTo(1);
  }

  @Test
  void whatWaitsTakesNoThreadOfTheSystem() throws Exception {
    backend.answer(GrpcAnswer.ok().after(Duration.ofSeconds(1)));
    try (OtlpGrpcExporter exporter = started(to(backend.address()).config());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      List<Future<Outcome>> outcomes =
          IntStream.range(0, 64)
              .mapToObj(_ -> threads.submit(() -> exporter.accept(Requests.of(Signal.LOGS, 1))))
              .toList();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(Outcome.accepted());
      }
      // Pinned to carriers, of which there are as many as cores, they would take their turns.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void threadsAreNamedAfterTheExporterAndEndWithIt() {
    OtlpGrpcExporter exporter = started(to(backend.address()).config());
    exporter.accept(Requests.of(Signal.LOGS, 1));
    String name = Exporters.CONTEXT.id().key() + "/loop";
    assertThat(threads()).anyMatch(thread -> thread.startsWith(name));

    exporter.close();

    Await.until(
        "the event loops to end", () -> threads().stream().noneMatch(t -> t.startsWith(name)));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void isClosedWithoutStartAndTwiceAndThenTakesNothing() {
    OtlpGrpcExporter exporter =
        new OtlpGrpcExporter(to(backend.address()).config(), Exporters.CONTEXT);
    exporter.close();
    exporter.close();

    assertThat(exporter.accept(Requests.of(Signal.LOGS, 1))).isEqualTo(stopping());
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  void closeBreaksOffWhatIsUnderWay() throws Exception {
    backend.answer(GrpcAnswer.ok().after(Duration.ofSeconds(30)));
    OtlpGrpcExporter exporter = started(to(backend.address()).config());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(() -> exporter.accept(Requests.of(Signal.LOGS, 1)));
      Await.until("the call to come", () -> !backend.calls().isEmpty());

      exporter.close();

      assertThat(outcome.get()).isEqualTo(stopping());
    }
  }

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    backend.answer(GrpcAnswer.ok().after(Duration.ofSeconds(30)));
    try (OtlpGrpcExporter exporter = started(to(backend.address()).config())) {
      FutureTask<Outcome> attempt =
          new FutureTask<>(() -> exporter.accept(Requests.of(Signal.LOGS, 1)));
      Thread thread = Thread.ofVirtual().start(attempt);
      Await.until("the call to come", () -> !backend.calls().isEmpty());

      thread.interrupt();

      assertThat(attempt.get(5, TimeUnit.SECONDS)).isEqualTo(stopping());
    }
  }

  private static Outcome stopping() {
    return Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping");
  }

  @Test
  void endsAnAttemptAtItsTimeout() {
    backend.answer(GrpcAnswer.ok().after(Duration.ofSeconds(30)));

    assertThat(
            send(
                to(backend.address()).timeout(Duration.ofMillis(300)).config(),
                Requests.of(Signal.LOGS, 1)))
        .isEqualTo(
            Outcome.refused(
                Reason.TIMEOUT, "no answer from " + backend.address() + " within 300ms"));
  }

  @Test
  void hasNoTimeoutWhereItIsZero() {
    backend.answer(GrpcAnswer.ok().after(Duration.ofMillis(500)));

    assertThat(
            send(
                to(backend.address()).timeout(Duration.ZERO).config(), Requests.of(Signal.LOGS, 1)))
        .isEqualTo(Outcome.accepted());
    assertThat(backend.calls().getFirst().header("grpc-timeout")).isEmpty();
  }

  @Test
  void hidesItsSecretsInTheBackendsWords() {
    backend.answer(GrpcAnswer.of(Status.Code.INVALID_ARGUMENT, "bad key sesame-open-1234"));

    assertThat(
            send(
                to(backend.address()).header("x-key", "sesame-open-1234").config(),
                Requests.of(Signal.LOGS, 1)))
        .isEqualTo(
            new Outcome.Rejected(
                Reason.INVALID, "INVALID_ARGUMENT from " + backend.address() + ": bad key ***"));
  }
}
