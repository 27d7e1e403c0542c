package dev.otelgw.exporters.compression;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes written one after another into an array that is not copied out. Not thread-safe. */
public final class GrowingBytes extends OutputStream {

  private byte[] bytes;
  private int size;

  /** With room for so many bytes to begin with. */
  public GrowingBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes so far, and room behind them. Not to be changed. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes of {@link #array} are written. */
  public int size() {
    return size;
  }

  /** Makes place for at least {@code n} more bytes. */
  void reserve(int n) {
    if (bytes.length - size < n) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, n), bytes.length * 2));
    }
  }

  /** Bytes that can be written into {@link #array} at {@link #size} without growing. */
  int room() {
    return bytes.length - size;
  }

  /** Counts bytes that were written into {@link #array} from outside. */
  void advance(int n) {
    size += n;
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }
}
