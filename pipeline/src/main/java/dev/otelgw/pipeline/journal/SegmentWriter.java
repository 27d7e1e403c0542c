package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file that a journal grows by. Used by the appender's thread alone. */
final class SegmentWriter {

  private final Segment segment;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final boolean fsync;
  private long size;

  private SegmentWriter(Segment segment, FileChannel channel, ByteBuffer buffer, boolean fsync) {
    this.segment = segment;
    this.channel = channel;
    this.buffer = buffer;
    this.fsync = fsync;
  }

  /** Makes the file; leaves none behind if that fails. */
  static SegmentWriter create(Segment segment, Signal signal, ByteBuffer buffer, boolean fsync)
      throws IOException {
    FileChannel channel =
        Private.open(segment.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    SegmentWriter writer = new SegmentWriter(segment, channel, buffer.clear(), fsync);
    try {
      buffer.put(SegmentFormat.header(signal, segment.number()));
      writer.flush();
      if (fsync) {
        channel.force(true);
        Private.forceFolder(segment.file());
      }
      return writer;
    } catch (IOException e) {
      channel.close();
      Private.deleteIfExists(segment.file());
      throw e;
    }
  }

  Segment segment() {
    return segment;
  }

  long size() {
    return size;
  }

  /**
   * Writes all of these or none.
   *
   * @throws IOException if none was, and the file is as before
   * @throws Broken if the file is not to be written to any more
   */
  void write(List<Pending> group) throws IOException, Broken {
    long before = size;
    try {
      for (Pending pending : group) {
        room(RecordFormat.HEADER);
        RecordFormat.write(buffer, pending.header());
        put(pending.caller());
        for (byte[] part : pending.batch().segments()) {
          put(part);
        }
      }
      flush();
      if (fsync) {
        channel.force(false);
      }
    } catch (IOException e) {
      buffer.clear();
      cutBack(before, e);
      throw e;
    }
  }

  /** The rest of a record that is not whole must not stand before the next one. */
  private void cutBack(long before, IOException cause) throws Broken {
    try {
      channel.truncate(before);
      channel.position(before);
      size = before;
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw new Broken(cause);
    }
  }

  private void put(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      room(1);
      int more = Math.min(bytes.length - from, buffer.remaining());
      buffer.put(bytes, from, more);
      from += more;
    }
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      size += channel.write(buffer);
    }
    buffer.clear();
  }

  /** Ends the file with its totals, so that a start need not read it. */
  void seal(Signal signal, Totals totals) throws IOException {
    try (channel) {
      long before = size;
      try {
        buffer.put(SegmentFormat.footer(signal, totals));
        flush();
      } catch (IOException e) {
        buffer.clear();
        channel.truncate(before);
        throw e;
      }
      if (fsync) {
        channel.force(true);
      }
    }
  }

  /** Ends the file as it is. */
  void abandon() throws IOException {
    channel.close();
  }

  /** A file that could be neither written nor cut back. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(IOException cause) {
      super(cause);
    }
  }
}
