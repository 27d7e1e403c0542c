package dev.otelgw.pipeline.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a segment from record to record, by their headers alone; where there is none that
 * checks out, byte by byte to the next that does. So damage costs what it hit.
 */
final class Scan {

  private static final int WINDOW = 64 * 1024;

  /** What is found, in its order. */
  interface Findings {
    /** A record whose header is whole and which ends within the file. */
    void record(long offset, RecordFormat.Header header);

    /** Bytes that belong to no record. */
    void damaged(long from, long to) throws IOException;
  }

  private final FileChannel channel;
  private final long end;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long base;

  private Scan(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /** Goes from {@code start} to {@code end}. */
  static void through(FileChannel channel, long start, long end, Findings findings)
      throws IOException {
    new Scan(channel, end).run(start, findings);
  }

  private void run(long start, Findings findings) throws IOException {
    long at = start;
    long sound = start;
    while (at < end) {
      RecordFormat.Header header = headerAt(at);
      if (header == null) {
        at++;
        continue;
      }
      if (sound < at) {
        findings.damaged(sound, at);
      }
      findings.record(at, header);
      at += header.size();
      sound = at;
    }
    if (sound < end) {
      findings.damaged(sound, end);
    }
  }

  private RecordFormat.@Nullable Header headerAt(long at) throws IOException {
    if (end - at < RecordFormat.HEADER) {
      return null;
    }
    if (at < base || at + RecordFormat.HEADER > base + window.limit()) {
      fill(at);
    }
    int inWindow = (int) (at - base);
    if (inWindow + RecordFormat.HEADER > window.limit()) {
      return null; // The file is shorter than it said.
    }
    RecordFormat.Header header = RecordFormat.read(window, inWindow);
    return header == null || at + header.size() > end ? null : header;
  }

  private void fill(long at) throws IOException {
    base = at;
    window.clear();
    while (window.hasRemaining() && channel.read(window, at + window.position()) > 0) {
      // Until it is full or the file ends.
    }
    window.flip();
  }
}
