package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the bytes of a connection from frame to frame (RFC 9113, section 4.1) and keeps an
 * account: frames that bring data earn, all others cost, and so do streams that are reset (as in
 * CVE-2023-44487). An overdrawn account is a flood. On the event loop only.
 */
final class Http2Frames {

  private static final int PREFACE = 24;
  private static final int HEAD = 9;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private static final int RST_STREAM_FRAME = 13;
  private static final int GOAWAY_FRAME = 17;

  /** More of them have not been seen of any client: a call has two to six frames. */
  private static final int EARNED_BY_A_CALL = 8;

  /** Of data that earn one frame more. */
  private static final int BYTES_SHIFT = 8;

  /** Errors that the other side makes: PROTOCOL, FLOW_CONTROL, FRAME_SIZE, COMPRESSION, CALM. */
  private static final int THEIR_ERRORS = 0b1010_0100_1010;

  /** Errors that cost: STREAM_CLOSED too, which honest clients may meet now and then. */
  private static final int COSTLY = THEIR_ERRORS | (1 << 5);

  private final Account useless;
  private final Account resets;
  private final byte[] head = new byte[HEAD];
  private int preface = PREFACE;
  private int headBytes;
  private int payload;
  private boolean begun;
  private boolean openHead;
  private boolean completed;

  Http2Frames(Clock clock) {
    useless = new Account(clock);
    resets = new Account(clock);
  }

  /** Whether the client's first SETTINGS have come. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether a frame, or a head in several frames, has begun and not ended. */
  boolean isMidFrame() {
    return payload > 0 || headBytes > 0 || openHead;
  }

  /** Whether the bytes of the last {@link #read} ended something; within a head nothing ends. */
  boolean completedOne() {
    return completed;
  }

  /** Looks at bytes without taking them; says what is wrong with them, null if nothing. */
  @Nullable String read(ByteBuf bytes) {
    completed = false;
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    int skipped = Math.min(preface, end - at);
    preface -= skipped;
    at += skipped;
    while (at < end) {
      if (payload > 0) {
        int n = Math.min(payload, end - at);
        payload -= n;
        at += n;
        completed |= payload == 0 && !openHead;
        continue;
      }
      head[headBytes++] = bytes.getByte(at++);
      if (headBytes == HEAD) {
        headBytes = 0;
        String complaint = frame();
        if (complaint != null) {
          return complaint;
        }
      }
    }
    return null;
  }

  private @Nullable String frame() {
    payload = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
    int type = head[3];
    begun |= type == SETTINGS;
    if (type == HEADERS || type == CONTINUATION) {
      openHead = (head[4] & END_HEADERS) == 0;
    }
    completed |= payload == 0 && !openHead;
    switch (type) {
      case DATA -> useless.earn((payload >> BYTES_SHIFT) - 1);
      case HEADERS -> useless.earn(EARNED_BY_A_CALL);
      case RST_STREAM -> resets.earn(-1);
      default -> useless.earn(-1);
    }
    if (resets.overdrawn()) {
      return "resets calls faster than anybody needs to";
    }
    return useless.overdrawn() ? "sends floods of frames that bring nothing" : null;
  }

  /**
   * Whether these bytes, on their way to the client, tell it of an error that it made. A stream
   * that it makes us reset costs as much as one that it resets itself (CVE-2025-8671).
   */
  boolean isComplaint(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int length = bytes.readableBytes();
    boolean reset = length == RST_STREAM_FRAME && bytes.getByte(at + 3) == RST_STREAM;
    boolean goAway = length == GOAWAY_FRAME && bytes.getByte(at + 3) == GOAWAY;
    if (!reset && !goAway) {
      return false;
    }
    int error = bytes.getInt(at + length - 4);
    int bit = error >= 0 && error < Integer.SIZE ? 1 << error : 0;
    if (reset && (bit & COSTLY) != 0) {
      resets.earn(-1);
    }
    return (bit & THEIR_ERRORS) != 0;
  }

  /** Frames that a client has left: as many to begin with as it may have at most. */
  private static final class Account {
    private static final int MOST = 500;
    private static final long NANOS_PER_FRAME = 20_000_000; // 50 in a second

    private final Clock clock;
    private int left = MOST;
    private long since;

    Account(Clock clock) {
      this.clock = clock;
      this.since = clock.nanoTime();
    }

    void earn(int frames) {
      left = Math.min(MOST, left + frames);
    }

    /** Only who has nothing left makes us look at the clock. */
    boolean overdrawn() {
      if (left >= 0) {
        return false;
      }
      long frames = (clock.nanoTime() - since) / NANOS_PER_FRAME;
      since += frames * NANOS_PER_FRAME;
      earn((int) Math.min(frames, MOST));
      return left < 0;
    }
  }
}
