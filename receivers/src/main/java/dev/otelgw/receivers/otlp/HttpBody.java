package dev.otelgw.receivers.otlp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A body as it comes in: one array, which is the right one at once where Content-Length is given
 * and not large. On the event loop only.
 */
final class HttpBody {

  /** No more than this is believed before it is here: heads cost a client nothing. */
  private static final int BELIEVED = 256 * 1024;

  private static final int SMALLEST = 4096;

  /** What came of adding a piece. */
  enum Added {
    FITS,
    TOO_LARGE,
    NO_MEMORY
  }

  private final int limit;
  private final Holding holding;
  private final int announced;
  private byte[] bytes;
  private int size;

  /**
   * An empty body.
   *
   * @param contentLength -1 where it is not known
   */
  HttpBody(long contentLength, int limit, Holding holding) {
    this.limit = limit;
    this.holding = holding;
    this.announced = (int) Math.min(contentLength, limit);
    this.bytes = new byte[Math.clamp(announced, 0, BELIEVED)];
  }

  /** Copies a piece. */
  Added add(ByteBuf piece) {
    int length = piece.readableBytes();
    if (length > limit - size) {
      return Added.TOO_LARGE;
    }
    if (!holding.tryTake(length)) {
      return Added.NO_MEMORY;
    }
    if (length > bytes.length - size) {
      grow(size + length);
    }
    piece.readBytes(bytes, size, length);
    size += length;
    return Added.FITS;
  }

  private void grow(int needed) {
    long doubled = Math.max(SMALLEST, 2L * bytes.length);
    int top = announced >= needed ? announced : limit;
    bytes = Arrays.copyOf(bytes, (int) Math.min(top, Math.max(doubled, needed)));
  }

  /** What the request holds of the memory. */
  Holding holding() {
    return holding;
  }

  /** All of it, exactly. */
  byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
