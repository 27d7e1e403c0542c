package dev.otelgw.exporters.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Gathers small writes into few large ones, which go out at a flush or when the buffer is full.
 * While it is held, flushes wait for the release. Thread-safe.
 */
final class HeldOutput extends OutputStream {

  private final OutputStream out;
  private final byte[] buffer;
  private int size;
  private boolean held;

  HeldOutput(OutputStream out, int capacity) {
    this.out = out;
    this.buffer = new byte[capacity];
  }

  /** Flushes do nothing from now on. */
  synchronized void hold() {
    held = true;
  }

  /** Flushes what was held back. */
  synchronized void release() throws IOException {
    held = false;
    flush();
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (size == buffer.length) {
      drain();
    }
    buffer[size++] = (byte) b;
  }

  @Override
  public synchronized void write(byte[] from, int offset, int length) throws IOException {
    if (length > buffer.length - size) {
      drain();
      if (length >= buffer.length) {
        out.write(from, offset, length);
        return;
      }
    }
    System.arraycopy(from, offset, buffer, size, length);
    size += length;
  }

  @Override
  public synchronized void flush() throws IOException {
    if (!held) {
      drain();
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      release();
    }
  }

  private void drain() throws IOException {
    if (size > 0) {
      int all = size;
      size = 0;
      out.write(buffer, 0, all);
    }
  }
}
