package dev.otelgw.receivers.compression;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame format of Snappy (framing_format.txt of google/snappy). A chunk holds 64 KiB at most,
 * whatever its header says: that is checked before anything is made for it.
 */
final class SnappyFrames {

  private static final int COMPRESSED = 0x00;
  private static final int STORED = 0x01;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int STREAM_IDENTIFIER = 0xff;

  private static final int LARGEST_CHUNK = 64 * 1024;
  private static final int CHECKSUM = 4;
  private static final byte[] IDENTIFIER = {'s', 'N', 'a', 'P', 'p', 'Y'};

  private final ByteBuffer in;
  private final Output out;

  private SnappyFrames(byte[] data, Output out) {
    this.in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.out = out;
  }

  static void expand(byte[] data, Output out) throws IOException {
    SnappyFrames frames = new SnappyFrames(data, out);
    try {
      if (frames.chunk() != STREAM_IDENTIFIER) {
        throw new IOException("does not begin with the identifier of a stream");
      }
      while (frames.in.hasRemaining()) {
        frames.chunk();
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("ends too early", e);
    }
  }

  /** Reads a chunk and says what kind it was. */
  private int chunk() throws IOException {
    int head = in.getInt();
    int type = head & 0xff;
    int length = head >>> 8;
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    int end = in.position() + length;
    switch (type) {
      case COMPRESSED -> compressed(end);
      case STORED -> stored(end);
      case STREAM_IDENTIFIER -> identifier(end);
      default -> {
        if (type < FIRST_SKIPPABLE) {
          throw new IOException("has a chunk of the reserved type %d".formatted(type));
        }
      }
    }
    in.position(end);
    return type;
  }

  private void identifier(int end) throws IOException {
    int mismatch =
        java.util.Arrays.mismatch(in.array(), in.position(), end, IDENTIFIER, 0, IDENTIFIER.length);
    if (mismatch >= 0) {
      throw new IOException("has a wrong identifier of a stream");
    }
  }

  private void compressed(int end) throws IOException {
    int checksum = checksum(end);
    int from = in.position();
    int plain = SnappyDecompressor.getUncompressedLength(in.array(), from);
    room(plain);
    int size =
        new SnappyDecompressor()
            .decompress(in.array(), from, end - from, out.array(), out.size(), plain);
    verify(checksum, size);
  }

  private void stored(int end) throws IOException {
    int checksum = checksum(end);
    int length = end - in.position();
    room(length);
    in.get(in.position(), out.array(), out.size(), length);
    verify(checksum, length);
  }

  private int checksum(int end) {
    if (end - in.position() < CHECKSUM) {
      throw new BufferUnderflowException();
    }
    return in.getInt();
  }

  private void room(int plain) throws IOException {
    if (plain < 0 || plain > LARGEST_CHUNK) {
      throw new IOException("has a chunk of more than 64 KiB");
    }
    out.ensure(plain);
  }

  /** What was written is checked and then counts (framing_format.txt, section 3). */
  private void verify(int checksum, int size) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(out.array(), out.size(), size);
    int value = (int) crc.getValue();
    int masked = Integer.rotateRight(value, 15) + 0xa282ead8;
    if (masked != checksum) {
      throw new IOException("the checksum of a chunk is wrong");
    }
    out.advance(size);
  }
}
