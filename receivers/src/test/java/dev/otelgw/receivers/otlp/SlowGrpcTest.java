package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.ManualClock;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clients that do not go on. */
class SlowGrpcTest {

  private static final byte[] EMPTY_MESSAGE = new byte[5];
  private static final byte[] SETTINGS = RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]);

  private final ManualClock clock = new ManualClock();
  private final Rig.Options options = new Rig.Options();
  private Rig rig;

  private int start() {
    options.clock = clock;
    rig = options.start();
    return rig.receiver.grpcPort();
  }

  @AfterEach
  void closesAndHoldsNothing() {
    Await.until("memory given back", () -> rig.memory.held() == 0);
    rig.close();
  }

  @Test
  void whoSaysNothingIsCut() throws Exception {
    try (RawSocket client = new RawSocket(start())) {
      client.send("PRI ");
      Await.until("the cut", () -> later("did not begin to speak HTTP/2"));
      client.rest(); // To the end, which there is now.
    }
  }

  @Test
  void whoNeverEndsAHeadIsCut() throws Exception {
    try (RawHttp2 client = new RawHttp2(start())) {
      byte[] block = RawHttp2.exportHeaders();
      client.send(RawHttp2.frame(RawHttp2.HEADERS, 0, 1, block));
      client.next(RawHttp2.SETTINGS);
      cutAfter(Http2Guard.FRAME, client);
    }
    assertThat(rig.warnings()).anyMatch(line -> line.contains("did not end what it began"));
  }

  @Test
  void whoNeverEndsAFrameIsCut() throws Exception {
    try (RawHttp2 client = new RawHttp2(start())) {
      byte[] frame =
          RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.exportHeaders());
      client.send(Arrays.copyOf(frame, frame.length / 2));
      client.next(RawHttp2.SETTINGS);
      cutAfter(Http2Guard.FRAME, client);
    }
  }

  /** Whether this is said by now, a second later. */
  private boolean later(String warning) {
    clock.advance(Duration.ofSeconds(1));
    return rig.warnings().stream().anyMatch(line -> line.contains(warning));
  }

  /** In steps, since the time at which the bytes came is not known here. */
  private void cutAfter(Duration limit, RawHttp2 client) {
    boolean[] cut = {false};
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (client.next() != null) {
                  // What the receiver says before.
                }
              } catch (IOException _) {
                // Reset instead of closed.
              }
              cut[0] = true;
            });
    Await.until(
        "the cut",
        () -> {
          clock.advance(limit.dividedBy(10));
          return !reader.isAlive();
        });
    assertThat(cut[0]).isTrue();
  }

  @Test
  void anAnswerThatIsNotTakenIsThrownAway() throws Exception {
    byte[] noWindow = ByteBuffer.allocate(6).putShort((short) 4).putInt(0).array();
    try (RawHttp2 client = new RawHttp2(start(), noWindow)) {
      client.send(
          RawHttp2.join(
              RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.exportHeaders()),
              RawHttp2.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, EMPTY_MESSAGE)));
      assertThat(client.next(RawHttp2.HEADERS)).isNotNull();
      Await.until("the end of the call", () -> later("did not take its answer"));
      assertThat(client.next(RawHttp2.RST_STREAM)).isNotNull();
    }
  }

  @Test
  void whoNeverReadsIsCut() throws Exception {
    options.grpcKeys = new Object[] {"writeBufferSize", 1024};
    try (RawHttp2 client = new RawHttp2(start())) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int stream = 1; ; stream += 2) {
                    client.send(call(stream));
                  }
                } catch (IOException _) {
                  // The cut.
                }
              });
      Await.until(
          "the cut",
          () -> {
            clock.advance(Duration.ofMillis(20));
            return !writer.isAlive();
          });
    }
    // Answers pile up, or refusals do: whichever is too much first.
    assertThat(rig.warnings()).isNotEmpty();
  }

  @Test
  void whoLeavesAnswersOnTheWayIsCut() {
    start();
    Notices notices = new Notices(LoggerFactory.getLogger(OtlpReceiver.class), "test", clock);
    EmbeddedChannel channel = new EmbeddedChannel(new Http2Guard(clock, notices));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[24], SETTINGS));
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    channel.runPendingTasks();
    pass(channel, Http2Guard.READING.minusSeconds(1));
    assertThat(channel.isOpen()).isTrue();
    pass(channel, Duration.ofSeconds(3));
    assertThat(channel.isOpen()).isFalse();
    assertThat(rig.warnings()).singleElement().asString().contains("did not take its answers");
  }

  private void pass(EmbeddedChannel channel, Duration time) {
    clock.advance(time);
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  private static byte[] call(int stream) {
    return RawHttp2.join(
        RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.exportHeaders()),
        RawHttp2.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, EMPTY_MESSAGE));
  }
}
