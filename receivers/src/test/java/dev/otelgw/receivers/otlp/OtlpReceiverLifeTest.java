package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.RoutedSinks;
import dev.otelgw.receivers.otlp.OtlpReceiverConfig.Protocols;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReceiverLifeTest {

  private static final Context CONTEXT =
      new Context(Rig.ID, Observer.NONE, Clock.SYSTEM, new Memory(1 << 20), "otelgw/test");

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void saysWhatToDoWhenAPortIsTaken(String protocol) throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String endpoint = "127.0.0.1:" + taken.getLocalPort();
      Component receiver = receiver(protocol, endpoint);
      assertThat(catchThrowableOfType(StartException.class, receiver::start))
          .hasMessage(
              "receiver otlp: cannot listen on %s (protocols.%s.endpoint): address already in use;"
                  + " stop the other process or choose another port",
              endpoint, protocol);
    }
    Await.until("no thread of the receiver is left", () -> threads() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void saysWhatToDoWhenAnAddressIsNotOurs(String protocol) {
    Component receiver = receiver(protocol, "192.0.2.1:4317");
    assertThat(catchThrowableOfType(StartException.class, receiver::start))
        .hasMessageContaining("192.0.2.1:4317 (protocols." + protocol + ".endpoint)")
        .hasMessageContaining("this machine has no such address");
    Component nameless = receiver(protocol, "no-such-host.invalid:4317");
    assertThat(catchThrowableOfType(StartException.class, nameless::start))
        .hasMessageContaining("there is no host of this name");
  }

  @Test
  void aFailedStartReleasesWhatHadStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int free = OwnPorts.next();
      Component receiver =
          new OtlpReceiverFactory()
              .create(
                  new OtlpReceiverConfig(
                      new Protocols(
                          grpc("127.0.0.1:" + free), http("127.0.0.1:" + taken.getLocalPort()))),
                  new RoutedSinks(Map.of()),
                  CONTEXT);
      assertThat(catchThrowableOfType(StartException.class, receiver::start)).isNotNull();
      new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
    }
  }

  @Test
  void closeEndsEveryThreadAndEveryConnection() throws Exception {
    Rig rig = Rig.start();
    try (RawSocket idle = new RawSocket(rig.receiver.httpPort());
        RawSocket begun = new RawSocket(rig.receiver.httpPort());
        GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort())) {
      idle.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(idle.response()).startsWith("HTTP/1.1 404");
      grpc.send(Signal.TRACES, Batches.spans("a", 1).toByteArray());
      begun.send(
          "POST /v1/traces HTTP/1.1\r\nContent-Type: application/json\r\n"
              + "Content-Length: 2\r\n\r\n{");
      Await.until("the request has begun", () -> rig.memory.held() > 0);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> closing = threads.submit(rig::close);
        assertThat(idle.rest()).isEmpty();
        begun.send("}");
        assertThat(begun.rest()).startsWith("HTTP/1.1 200").contains("connection: close");
        closing.get();
      }
    }
    Await.until("no thread of the receiver is left", () -> threads() == 0);
  }

  @Test
  void closeCutsWhatTakesTooLong() throws Exception {
    Rig rig = Rig.start();
    CountDownLatch inside = new CountDownLatch(1);
    CompletableFuture<String> end = new CompletableFuture<>();
    rig.sink.then(_ -> {
      inside.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        end.complete("interrupted");
      }
      return Outcome.accepted();
    });
    try (RawSocket socket = new RawSocket(rig.receiver.httpPort())) {
      byte[] span = Batches.spans("a", 1).toByteArray();
      socket.send(
          "POST /v1/traces HTTP/1.1\r\nContent-Type: application/x-protobuf\r\nContent-Length: %d\r\n\r\n"
              .formatted(span.length));
      socket.send(span);
      inside.await();
      long begin = System.nanoTime();
      rig.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(15));
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }
  }

  @Test
  void aGrpcMessageThatNeverEndsIsEndedByUs() throws Exception {
    ManualClock clock = new ManualClock();
    Rig.Options options = new Rig.Options();
    options.clock = clock;
    try (Rig rig = options.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      ClientCall<byte[], byte[]> call =
          sender.channel().newCall(GrpcSender.export(Signal.TRACES), CallOptions.DEFAULT);
      CompletableFuture<Status> closed = new CompletableFuture<>();
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              closed.complete(status);
            }
          },
          new Metadata());
      call.sendMessage(new byte[1000]);
      Await.until("the message came", () -> rig.memory.held() == Holding.REQUEST + 1000);
      clock.advance(Duration.ofSeconds(61));
      Status status = closed.get(30, TimeUnit.SECONDS);
      assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(status.getDescription()).contains("did not arrive within 60 s");
      assertThat(rig.warnings()).singleElement().asString().contains("did not send its message");
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  private static Component receiver(String protocol, String endpoint) {
    Protocols protocols =
        protocol.equals("grpc")
            ? new Protocols(grpc(endpoint), null)
            : new Protocols(null, http(endpoint));
    return new OtlpReceiverFactory()
        .create(new OtlpReceiverConfig(protocols), new RoutedSinks(Map.of()), CONTEXT);
  }

  private static OtlpGrpcConfig grpc(String endpoint) {
    return Changed.record(new OtlpGrpcConfig(), "endpoint", endpoint);
  }

  private static OtlpHttpConfig http(String endpoint) {
    return Changed.record(new OtlpHttpConfig(), "endpoint", endpoint);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("otlp/"))
        .count();
  }
}
