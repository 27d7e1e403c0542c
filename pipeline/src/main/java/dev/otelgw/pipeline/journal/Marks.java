package dev.otelgw.pipeline.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a segment in which it is written down which of its entries are done: for each its
 * offset and a checksum over that and the segment's number, 8 bytes in all. Offsets, because
 * numbers of entries would shift when one of them is damaged. A mark that is lost means that a
 * batch is sent twice, so this file is never waited for. Used by the appender's thread.
 */
final class Marks implements AutoCloseable {

  private static final int MARK = 8;

  private final Segment segment;
  private final Set<Integer> pending = new HashSet<>();
  private @Nullable FileChannel channel;

  Marks(Segment segment) {
    this.segment = segment;
  }

  void add(int offset) {
    pending.add(offset);
  }

  /** Writes what was added; what could not be written is kept for the next time. */
  void write() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    if (channel == null) {
      channel =
          Private.open(segment.marksFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    ByteBuffer bytes = ByteBuffer.allocate(pending.size() * MARK);
    pending.forEach(offset -> bytes.putInt(offset).putInt(check(segment.number(), offset)));
    bytes.flip();
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
    pending.clear();
  }

  /** The offsets of a segment's entries that are marked; damaged marks are none. */
  static Set<Integer> read(Path file, long segment) throws IOException {
    Set<Integer> done = new HashSet<>();
    if (!Files.exists(file)) {
      return done;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    // A torn mark in the middle shifts those behind it, so every place is tried.
    for (int at = 0; at + MARK <= bytes.limit(); ) {
      int offset = bytes.getInt(at);
      if (bytes.getInt(at + 4) == check(segment, offset)) {
        done.add(offset);
        at += MARK;
      } else {
        at++;
      }
    }
    return done;
  }

  private static int check(long segment, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(12).putLong(segment).putInt(offset);
    return RecordFormat.check(bytes, 0, 12);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
