package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that make work out of nothing. */
class Http2FloodTest {

  private static final byte[] NOTHING = {};
  private static final byte[] FOUR_BYTES = {0, 0, 0, 8};

  /** Far more than any account allows. */
  private static final int FRAMES = 5000;

  private final Rig rig = Rig.start();

  @AfterEach
  void closesAndHoldsNothing() {
    Await.until("memory given back", () -> rig.memory.held() == 0);
    rig.close();
  }

  enum Flood {
    /** CVE-2023-44487. */
    RAPID_RESETS {
      @Override
      byte[] frames(int i) {
        int stream = 2 * i + 1;
        return RawHttp2.join(
            RawHttp2.frame(
                RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.exportHeaders()),
            RawHttp2.frame(RawHttp2.RST_STREAM, 0, stream, FOUR_BYTES));
      }
    },
    /** CVE-2025-8671: the receiver is made to reset what the client opens. */
    PROVOKED_RESETS {
      @Override
      byte[] frames(int i) {
        int stream = 2 * i + 1;
        return RawHttp2.join(
            RawHttp2.frame(
                RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.exportHeaders()),
            RawHttp2.frame(RawHttp2.WINDOW_UPDATE, 0, stream, new byte[4]));
      }
    },
    /** A head that never ends. */
    CONTINUATIONS {
      @Override
      byte[] frames(int i) {
        return i == 0
            ? RawHttp2.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.exportHeaders())
            : RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, NOTHING);
      }
    },
    /** The same with something in it. */
    LARGE_CONTINUATIONS {
      @Override
      byte[] frames(int i) {
        return i == 0
            ? RawHttp2.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.exportHeaders())
            : RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, new byte[1000]);
      }
    },
    PINGS {
      @Override
      byte[] frames(int i) {
        return RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]);
      }
    },
    SETTINGS {
      @Override
      byte[] frames(int i) {
        return RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, NOTHING);
      }
    },
    /** CVE-2019-9518. */
    EMPTY_DATA {
      @Override
      byte[] frames(int i) {
        return inOneCall(i, NOTHING);
      }
    },
    /** Each byte of a message costs a buffer. */
    SINGLE_BYTES {
      @Override
      byte[] frames(int i) {
        return inOneCall(i, new byte[1]);
      }
    },
    WINDOW_UPDATES {
      @Override
      byte[] frames(int i) {
        return RawHttp2.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1});
      }
    },
    PRIORITIES {
      @Override
      byte[] frames(int i) {
        return RawHttp2.frame(RawHttp2.PRIORITY, 0, 2 * i + 1, new byte[] {0, 0, 0, 0, 1});
      }
    },
    UNKNOWN_FRAMES {
      @Override
      byte[] frames(int i) {
        return RawHttp2.frame(0x42, 0, 0, new byte[1]);
      }
    };

    abstract byte[] frames(int i);

    static byte[] inOneCall(int i, byte[] data) {
      if (i > 0) {
        return RawHttp2.frame(RawHttp2.DATA, 0, 1, data);
      }
      byte[] message = ByteBuffer.allocate(5).put((byte) 0).putInt(1_000_000).array();
      return RawHttp2.join(
          RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.exportHeaders()),
          RawHttp2.frame(RawHttp2.DATA, 0, 1, message));
    }
  }

  @ParameterizedTest
  @EnumSource
  void floodsEndTheirConnectionAndNobodyElses(Flood flood) throws Exception {
    try (RawHttp2 attacker = new RawHttp2(rig.receiver.grpcPort());
        GrpcSender other = new GrpcSender(rig.receiver.grpcPort())) {
      other.send(Signal.TRACES, Batches.spans("before", 1).toByteArray());
      pour(attacker, flood);
      other.send(Signal.TRACES, Batches.spans("meanwhile", 1).toByteArray());
      assertThat(isEnded(attacker)).isTrue();
    }
    assertThat(rig.warnings()).hasSizeBetween(1, 2).allMatch(line -> line.contains("client /"));
  }

  private static void pour(RawHttp2 attacker, Flood flood) {
    try {
      for (int i = 0; i < FRAMES; i++) {
        attacker.send(flood.frames(i));
      }
    } catch (IOException _) {
      // Ended while it was being sent: as it shall be.
    }
  }

  private static boolean isEnded(RawHttp2 attacker) {
    try {
      return attacker.next(RawHttp2.GOAWAY) != null || attacker.next() == null;
    } catch (IOException e) {
      return !(e instanceof java.net.SocketTimeoutException);
    }
  }

  @Test
  void aLongMessageInSmallPiecesIsNoFlood() throws Exception {
    try (RawHttp2 client = new RawHttp2(rig.receiver.grpcPort())) {
      byte[] body = Batches.spans("pieces", 2000).toByteArray();
      client.send(
          RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.exportHeaders()));
      byte[] message =
          ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(body.length).put(body).array();
      for (int at = 0; at < message.length; at += 256) {
        int end = Math.min(message.length, at + 256);
        client.send(
            RawHttp2.frame(
                RawHttp2.DATA,
                end == message.length ? RawHttp2.END_STREAM : 0,
                1,
                java.util.Arrays.copyOfRange(message, at, end)));
      }
      assertThat(client.next(RawHttp2.HEADERS)).isNotNull();
      assertThat(rig.sink.batches()).hasSize(1);
    }
  }

  @Test
  void streamsAreBounded() throws Exception {
    try (RawHttp2 client = new RawHttp2(rig.receiver.grpcPort())) {
      for (int i = 0; i < 300; i++) {
        client.send(
            RawHttp2.frame(
                RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, RawHttp2.exportHeaders()));
      }
      RawHttp2.Frame reset = client.next(RawHttp2.RST_STREAM);
      assertThat(reset.payload().byteAt(3)).isEqualTo((byte) 7); // REFUSED_STREAM
    }
  }
}
