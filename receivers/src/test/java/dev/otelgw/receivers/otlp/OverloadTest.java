package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Much more arrives than is taken away. */
class OverloadTest {

  private static final int SENDERS = 64;
  private static final int EACH = 20;
  private static final long LIMIT = 2 << 20;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger toldWhen = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicLong most = new AtomicLong();

  @Test
  void memoryIsBoundedAndEveryoneIsToldWhenToComeBack() throws Exception {
    overload(Batches.spans("large", 1500).toByteArray());
  }

  @Test
  void tinyRequestsAreBoundedToo() throws Exception {
    overload(Batches.spans("tiny", 1).toByteArray());
  }

  /** With a pipeline that stands still until twice the limit has been offered. */
  private void overload(byte[] body) throws Exception {
    Rig.Options options = new Rig.Options();
    options.memory = new Memory(body.length > 4096 ? LIMIT : 16 * Holding.REQUEST);
    CountDownLatch standing = new CountDownLatch(1);
    try (Rig rig = options.start();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SENDERS; i++) {
        rig.sink.then(_ -> {
          most.accumulateAndGet(rig.memory.held(), Math::max);
          awaitUninterruptibly(standing);
          return Outcome.accepted();
        });
        boolean grpc = i % 2 == 0;
        senders.execute(() -> send(rig, grpc, body));
      }
      Await.until("most are refused", () -> toldWhen.get() > SENDERS);
      assertThat(rig.memory.held()).isLessThanOrEqualTo(rig.memory.limit());
      standing.countDown();
      Await.until("all are answered", () -> answers() == SENDERS * EACH);
      Await.until("memory given back", () -> rig.memory.held() == 0);
      assertThat(most.get()).isPositive().isLessThanOrEqualTo(rig.memory.limit());
      assertThat(wrong.get()).isZero();
      assertThat(taken.get()).isPositive().isEqualTo(rig.sink.batches().size());
    }
  }

  private int answers() {
    return taken.get() + toldWhen.get() + wrong.get();
  }

  private void send(Rig rig, boolean grpc, byte[] body) {
    if (grpc) {
      try (GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
        for (int i = 0; i < EACH; i++) {
          overGrpc(sender, body);
        }
      }
    } else {
      try (HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
        for (int i = 0; i < EACH; i++) {
          overHttp(sender, body);
        }
      }
    }
  }

  private void overHttp(HttpSender sender, byte[] body) {
    try {
      HttpResponse<byte[]> answer = sender.protobuf("/v1/traces", body);
      boolean later =
          answer.statusCode() == 503 && answer.headers().firstValue("retry-after").isPresent();
      (answer.statusCode() == 200 ? taken : later ? toldWhen : wrong).incrementAndGet();
    } catch (Exception e) {
      wrong.incrementAndGet();
    }
  }

  private void overGrpc(GrpcSender sender, byte[] body) {
    try {
      sender.send(Signal.TRACES, body);
      taken.incrementAndGet();
    } catch (StatusRuntimeException e) {
      (tellsWhen(e) ? toldWhen : wrong).incrementAndGet();
    }
  }

  private static boolean tellsWhen(StatusRuntimeException e) {
    byte[] details = e.getTrailers().get(GrpcCall.STATUS_DETAILS);
    return e.getStatus().getCode() == Status.Code.UNAVAILABLE
        && details != null
        && new String(details, StandardCharsets.UTF_8).contains("google.rpc.RetryInfo");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
