package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {

  private static final byte[] SPAN = Batches.spans("a", 1).toByteArray();

  private final Rig.Options options = new Rig.Options();
  private Rig rig;

  private RawSocket connect() throws IOException {
    if (rig == null) {
      rig = options.start();
    }
    return new RawSocket(rig.receiver.httpPort());
  }

  @AfterEach
  void close() {
    Await.until("memory given back", () -> rig.memory.held() == 0);
    rig.close();
  }

  @Test
  void keepsConnectionsAliveAndAnswersInOrder() throws Exception {
    try (RawSocket socket = connect()) {
      CountDownLatch goOn = new CountDownLatch(1);
      rig.sink.then(_ -> {
        await(goOn);
        return new Outcome.Partial(1, "first");
      });
      ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
      pipeline.write(request("HTTP/1.1", SPAN));
      pipeline.write("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 200; i++) {
        pipeline.write(request("HTTP/1.1", SPAN));
      }
      socket.send(pipeline.toByteArray());
      goOn.countDown();
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ").contains("first");
      assertThat(socket.response()).startsWith("HTTP/1.1 404 ");
      for (int i = 0; i < 200; i++) {
        assertThat(socket.response()).startsWith("HTTP/1.1 200 ").doesNotContain("close");
      }
      assertThat(rig.sink.batches()).hasSize(201);
    }
  }

  @Test
  void closesAfterTheAnswerWhereTheClientWantsIt() throws Exception {
    try (RawSocket socket = connect()) {
      socket.send(request("HTTP/1.0", SPAN));
      assertThat(socket.rest()).startsWith("HTTP/1.1 200 ").contains("connection: close");
    }
    try (RawSocket socket = connect()) {
      socket.send(request("HTTP/1.0\r\nConnection: keep-alive", SPAN));
      assertThat(socket.response()).contains("connection: keep-alive");
      socket.send(request("HTTP/1.1\r\nConnection: close", SPAN));
      assertThat(socket.rest()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void takesChunksOfAnySize() throws Exception {
    try (RawSocket socket = connect()) {
      socket.send(head("HTTP/1.1\r\nTransfer-Encoding: chunked"));
      for (byte b : SPAN) {
        socket.send("1\r\n").send(new byte[] {b}).send("\r\n");
      }
      socket.send("0\r\n\r\n");
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      assertThat(rig.sink.batches().getFirst().toByteArray()).isEqualTo(SPAN);
    }
  }

  @Test
  void tellsWhetherABodyIsWelcome() throws Exception {
    try (RawSocket socket = connect()) {
      String expect = "HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: ";
      socket.send(head(expect + SPAN.length));
      assertThat(socket.response()).startsWith("HTTP/1.1 100 ");
      socket.send(SPAN);
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      socket.send(head(expect + (1 << 30)));
      assertThat(socket.rest()).startsWith("HTTP/1.1 413 ").contains("connection: close");
    }
  }

  @Test
  void aClientThatNeverEndsItsHeadIsTold() throws Exception {
    options.head = Duration.ofMillis(200);
    try (RawSocket socket = connect();
        RawSocket next = connect()) {
      socket.send("POST /v1/traces HTTP/1.1\r\nHost:");
      assertThat(socket.rest()).startsWith("HTTP/1.1 408 ").contains("read_header_timeout: 200ms");
      assertThat(next.rest()).isEmpty(); // It has not said a word, so nobody complains.
    }
    try (RawSocket socket = connect()) {
      socket.send(request("HTTP/1.1", SPAN));
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(rig.warnings())
        .singleElement()
        .asString()
        .contains("sent its request too slowly", "answered 408 and closed the connection");
  }

  @Test
  void aClientThatNeverEndsItsBodyIsTold() throws Exception {
    options.body = Duration.ofMillis(200);
    for (int i = 0; i < 3; i++) {
      try (RawSocket socket = connect()) {
        socket.send(head("HTTP/1.1\r\nContent-Length: 1000") + "some");
        assertThat(socket.rest()).startsWith("HTTP/1.1 408 ").contains("read_timeout: 200ms");
      }
    }
    assertThat(rig.warnings()).hasSize(1);
  }

  @Test
  void idleConnectionsAreClosedWithoutAWord() throws Exception {
    options.idle = Duration.ofMillis(200);
    try (RawSocket socket = connect()) {
      socket.send(request("HTTP/1.1", SPAN));
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      assertThat(socket.rest()).isEmpty();
    }
    assertThat(rig.warnings()).isEmpty();
  }

  @Test
  void aSlowPipelineIsNobodysTimeout() throws Exception {
    options.head = Duration.ofMillis(100);
    options.body = Duration.ofMillis(100);
    options.idle = Duration.ofMillis(100);
    try (RawSocket socket = connect()) {
      long begin = System.nanoTime();
      rig.sink.then(_ -> {
        Await.until("half a second", () -> System.nanoTime() - begin > 500_000_000L);
        return Outcome.accepted();
      });
      socket.send(request("HTTP/1.1", SPAN));
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nContent-Length: minus\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void badHttpIsTold(String bytes) throws Exception {
    try (RawSocket socket = connect()) {
      socket.send(bytes);
      assertThat(socket.rest()).startsWith("HTTP/1.1 400 ").contains("no HTTP request");
    }
    assertThat(rig.warnings()).hasSize(1);
  }

  @Test
  void headsHaveALimit() throws Exception {
    try (RawSocket socket = connect()) {
      socket.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n");
      assertThat(socket.rest()).startsWith("HTTP/1.1 414 ");
    }
    try (RawSocket socket = connect()) {
      socket.send("GET / HTTP/1.1\r\nX: " + "x".repeat(50_000) + "\r\n\r\n");
      assertThat(socket.rest()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void refusedBodiesOfSomeSizeDoNotCostTheConnection() throws Exception {
    try (RawSocket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        socket.send("POST /no HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        socket.send(new byte[100_000]);
        assertThat(socket.response()).startsWith("HTTP/1.1 404 ").doesNotContain("close");
      }
    }
  }

  @Test
  void aConnectionThatBreaksInItsMiddleHoldsNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (RawSocket socket = connect()) {
        socket.send(head("HTTP/1.1\r\nContent-Length: 100000") + "x".repeat(50_000));
        Await.until("bytes came", () -> rig.memory.held() > 0);
      }
    }
    assertThat(rig.warnings()).isEmpty();
  }

  @Test
  void manyConnectionsAtOnceAreAllServed() throws Exception {
    connect().close();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        all.add(
            threads.submit(() -> {
              try (RawSocket socket = connect()) {
                for (int n = 0; n < 10; n++) {
                  socket.send(request("HTTP/1.1", SPAN));
                  assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
                }
              }
              return null;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(rig.sink.batches()).hasSize(1000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The version may bring headers with it. */
  private static String head(String version) {
    return "POST /v1/traces %s\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n\r\n"
        .formatted(version);
  }

  private static byte[] request(String version, byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head = head(version + "\r\nContent-Length: " + body.length);
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(body);
    return out.toByteArray();
  }
}
