package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.started;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.GrpcAnswer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.ReceivedCall;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.delivery.SendingQueue;
import dev.otelgw.pipeline.testing.Await;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the queue makes of a gRPC backend's answers. */
@Timeout(60)
class DeliveryTest {

  private static final RetryConfig QUICK =
      new RetryConfig(true, Duration.ofMillis(1), 0, 1, Duration.ofMillis(1), Duration.ZERO);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private GrpcBackend backend(GrpcBackend backend) {
    open.add(backend);
    return backend;
  }

  private SendingQueue queueTo(GrpcBackend backend) {
    OtlpGrpcExporter exporter = started(to(backend.address()).config());
    open.add(exporter);
    DeliverySettings settings =
        new DeliverySettings(new QueueConfig(), QUICK, Duration.ofMillis(20));
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES, exporter, settings, Exporters.CONTEXT, Duration.ofMillis(200));
    open.add(queue);
    queue.start();
    return queue;
  }

  private static void awaitSent(SendingQueue queue, long items) {
    Await.until("all to be sent", () -> queue.status().sent() == items);
    assertThat(queue.status().dropped()).isZero();
  }

  @Test
  void comesBackNoSoonerThanRetryInfoSays() {
    GrpcBackend backend = backend(GrpcBackend.start());
    Duration wish = Duration.ofMillis(700);
    backend.answerNext(GrpcAnswer.of(Status.Code.RESOURCE_EXHAUSTED, "slow down").retryAfter(wish));
    SendingQueue queue = queueTo(backend);

    queue.accept(Requests.of(Signal.TRACES, 3));
    Await.until("the refusal", () -> !backend.calls().isEmpty());
    long refused = System.nanoTime();
    Await.until("the second attempt", () -> backend.calls().size() == 2);

    assertThat(Duration.ofNanos(System.nanoTime() - refused)).isGreaterThan(wish.minusMillis(100));
    awaitSent(queue, 3);
  }

  @Test
  void losesNothingToALimitWithoutRetryInfo() {
    GrpcBackend backend = backend(GrpcBackend.start());
    backend.answerNext(
        GrpcAnswer.of(Status.Code.RESOURCE_EXHAUSTED, "data refused due to high memory usage"));
    SendingQueue queue = queueTo(backend);

    queue.accept(Requests.of(Signal.TRACES, 3));

    awaitSent(queue, 3);
  }

  @Test
  void splitsWhatIsTooLargeForTheBackend() {
    GrpcBackend backend =
        backend(
            GrpcBackend.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                server -> server.maxInboundMessageSize(1000)));
    SendingQueue queue = queueTo(backend);

    queue.accept(Requests.of(Signal.TRACES, 64));

    awaitSent(queue, 64);
    assertThat(backend.calls().stream().mapToInt(ReceivedCall::items).sum()).isEqualTo(64);
    assertThat(backend.calls()).hasSizeGreaterThan(4);
  }

  @Test
  void parksWhileTheCredentialsAreRefusedAndLosesNothing() {
    GrpcBackend backend = backend(GrpcBackend.start());
    backend.answer(GrpcAnswer.of(Status.Code.UNAUTHENTICATED, "token expired"));
    SendingQueue queue = queueTo(backend);
    queue.accept(Requests.of(Signal.TRACES, 3));
    Await.until("a probe", () -> backend.calls().size() >= 2);
    assertThat(queue.status().state()).isEqualTo(DeliveryStatus.State.PARKED);

    backend.answer(GrpcAnswer.ok());

    awaitSent(queue, 3);
  }

  @Test
  void anAddressThatTakesNoOtlpCostsNothing() {
    GrpcBackend backend = backend(GrpcBackend.start());
    backend.answer(GrpcAnswer.of(Status.Code.UNIMPLEMENTED, "unknown service"));
    SendingQueue queue = queueTo(backend);
    queue.accept(Requests.of(Signal.TRACES, 3));
    Await.until("attempts", () -> backend.calls().size() >= 2);

    backend.answer(GrpcAnswer.ok());

    awaitSent(queue, 3);
  }

  @Test
  void delegatesPartialSuccessToTheLedger() {
    GrpcBackend backend = backend(GrpcBackend.start());
    backend.answer(GrpcAnswer.partial(Signal.TRACES, 2, "too old"));
    SendingQueue queue = queueTo(backend);

    queue.accept(Requests.of(Signal.TRACES, 5));

    Await.until("the answer", () -> queue.status().queued() == 0);
    assertThat(queue.status().sent()).isEqualTo(3);
    assertThat(queue.status().dropped()).isEqualTo(2);
  }

  @Test
  void deliversEverythingOnceTheBackendIsBack() {
    GrpcBackend first = GrpcBackend.start();
    int port = first.port();
    SendingQueue queue = queueTo(first);
    queue.accept(Requests.of(Signal.TRACES, 1));
    Await.until("the first", () -> queue.status().sent() == 1);
    first.close();
    for (int i = 0; i < 20; i++) {
      assertThat(queue.accept(Requests.of(Signal.TRACES, 1))).isEqualTo(Outcome.accepted());
    }
    Await.until("trouble", () -> queue.status().state() == DeliveryStatus.State.RETRYING);

    GrpcBackend second = backend(GrpcBackend.start(port));

    awaitSent(queue, 21);
    assertThat(second.calls()).hasSize(20);
  }
}
