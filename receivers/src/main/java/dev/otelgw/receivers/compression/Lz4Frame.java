package dev.otelgw.receivers.compression;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * LZ4 frames, one after another (LZ4 Frame Format 1.6.4). Since the whole plain body is one array,
 * blocks that refer to the blocks before them need no care.
 */
final class Lz4Frame {

  private static final int MAGIC = 0x184D2204;
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
  private static final int STORED = 0x80000000;

  private static final int BLOCK_CHECKSUM = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int DICTIONARY = 0x01;

  private final ByteBuffer in;
  private final Output out;

  private Lz4Frame(byte[] data, Output out) {
    this.in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.out = out;
  }

  static void expand(byte[] data, Output out) throws IOException {
    Lz4Frame frames = new Lz4Frame(data, out);
    try {
      do {
        frames.frame();
      } while (frames.in.hasRemaining());
    } catch (BufferUnderflowException e) {
      throw new IOException("ends too early", e);
    }
  }

  private void frame() throws IOException {
    int magic = in.getInt();
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE) {
      skip(in.getInt());
      return;
    }
    if (magic != MAGIC) {
      throw new IOException("does not begin with the magic number of a frame");
    }
    int flags = header();
    int start = out.size();
    for (int block = in.getInt(); block != 0; block = in.getInt()) {
      int length = block & ~STORED;
      int from = in.position();
      skip(length);
      if ((block & STORED) != 0) {
        copy(from, length);
      } else {
        block(from, from + length);
      }
      if ((flags & BLOCK_CHECKSUM) != 0) {
        verify("a block", in.array(), from, from + length);
      }
    }
    if ((flags & CONTENT_CHECKSUM) != 0) {
      verify("the content", out.array(), start, out.size());
    }
  }

  private int header() throws IOException {
    int from = in.position();
    int flags = in.get();
    in.get();
    if ((flags & 0xC0) != 0x40) {
      throw new IOException("has a version that is not 01");
    }
    if ((flags & DICTIONARY) != 0) {
      throw new IOException("needs a dictionary");
    }
    if ((flags & CONTENT_SIZE) != 0) {
      out.claim(in.getLong() + out.size());
    }
    int hash = XxHash32.of(in.array(), from, in.position());
    if (in.get() != (byte) (hash >>> 8)) {
      throw new IOException("the checksum of its header is wrong");
    }
    return flags;
  }

  /** Literals and matches in turn (LZ4 Block Format). */
  private void block(int from, int to) throws IOException {
    int end = in.limit();
    in.position(from).limit(to);
    while (in.hasRemaining()) {
      int token = in.get() & 0xff;
      int literals = length(token >>> 4);
      int at = in.position();
      skip(literals);
      copy(at, literals);
      if (in.hasRemaining()) { // The last sequence has literals only.
        int distance = in.getShort() & 0xffff;
        repeat(distance, length(token & 15) + 4);
      }
    }
    in.limit(end);
  }

  /** A length of four bits that bytes may follow; one that is absurd ends as "too large" later. */
  private int length(int bits) {
    long length = bits;
    int more = bits == 15 ? 255 : 0;
    while (more == 255) {
      more = in.get() & 0xff;
      length += more;
    }
    return (int) Math.min(length, Integer.MAX_VALUE - 4);
  }

  private void copy(int from, int length) throws IOException {
    out.ensure(length);
    System.arraycopy(in.array(), from, out.array(), out.size(), length);
    out.advance(length);
  }

  private void repeat(int distance, int length) throws IOException {
    if (distance == 0 || distance > out.size()) {
      throw new IOException("refers to bytes before its beginning");
    }
    out.ensure(length);
    byte[] bytes = out.array();
    int to = out.size();
    // Byte by byte: a match may overlap what it writes.
    for (int i = 0; i < length; i++) {
      bytes[to + i] = bytes[to + i - distance];
    }
    out.advance(length);
  }

  private void skip(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + length);
  }

  private void verify(String what, byte[] bytes, int from, int to) throws IOException {
    if (in.getInt() != XxHash32.of(bytes, from, to)) {
      throw new IOException("the checksum of " + what + " is wrong");
    }
  }
}
