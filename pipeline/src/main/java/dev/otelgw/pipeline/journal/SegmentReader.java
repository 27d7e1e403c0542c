package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads segments: all of one to find its entries, or the content of some of them. */
final class SegmentReader {

  private SegmentReader() {}

  /** What entries hold. */
  record Found(List<Stored> batches, List<Entry> damaged, Totals lost) {}

  /** Reads these entries, which are of that segment. */
  static Found read(
      Segment segment, Signal signal, List<Entry> entries, long nowMillis, SetAside setAside)
      throws IOException {
    List<Stored> batches = new ArrayList<>(entries.size());
    List<Entry> damaged = new ArrayList<>(0);
    Totals lost = Totals.NONE;
    try (FileChannel channel = FileChannel.open(segment.file())) {
      for (Entry entry : entries) {
        Stored stored = read(channel, entry, signal, nowMillis, setAside);
        if (stored == null) {
          damaged.add(entry);
          lost = lost.plus(entry.totals);
        } else {
          batches.add(stored);
        }
      }
    }
    return new Found(batches, damaged, lost);
  }

  private static @Nullable Stored read(
      FileChannel channel, Entry entry, Signal signal, long nowMillis, SetAside setAside)
      throws IOException {
    long at = entry.offset;
    long end = Math.min(channel.size(), at + RecordFormat.HEADER);
    ByteBuffer head = bytes(channel, at, (int) Math.max(0, end - at));
    RecordFormat.Header header =
        head.remaining() < RecordFormat.HEADER ? null : RecordFormat.read(head, 0);
    if (header == null || at + header.size() > channel.size()) {
      setAside.keep(entry.segment, channel, Math.min(at, channel.size()), end);
      return null;
    }
    long payload = at + RecordFormat.HEADER;
    byte[] caller = array(channel, payload, header.callerBytes());
    byte[] body = array(channel, payload + header.callerBytes(), header.bodyBytes());
    if (RecordFormat.payloadCheck(caller, List.of(body)) != header.payloadCheck()) {
      setAside.keep(entry.segment, channel, at, at + header.size());
      return null;
    }
    return new Stored(
        entry,
        Batch.of(signal, body, header.items()),
        CallerFormat.caller(caller),
        Math.max(0, nowMillis - header.acceptedMillis()));
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    return ByteBuffer.wrap(array(channel, at, length));
  }

  private static byte[] array(FileChannel channel, long at, int length) throws IOException {
    byte[] array = new byte[length];
    ByteBuffer bytes = ByteBuffer.wrap(array);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("it became shorter");
      }
    }
    return array;
  }

  /**
   * Goes through a segment's file and its marks.
   *
   * @return the segment with its entries, those that are not done waiting
   */
  static Segment scan(Path folder, long number, SetAside setAside) throws IOException {
    Segment segment = Segment.fresh(folder, number);
    Set<Integer> done = Marks.read(segment.marksFile(), number);
    try (FileChannel channel = FileChannel.open(segment.file())) {
      long size = channel.size();
      long start = version(channel) == 0 ? 0 : SegmentFormat.HEADER;
      long end = footer(channel) == null ? size : size - SegmentFormat.FOOTER;
      Scan.through(
          channel,
          start,
          end,
          new Scan.Findings() {
            @Override
            public void record(long offset, RecordFormat.Header header) {
              byte state = done.contains(Math.toIntExact(offset)) ? Index.DONE : Index.WAITING;
              Entry _ = segment.add(offset, header, state);
            }

            @Override
            public void damaged(long from, long to) {
              setAside.keep(segment, channel, from, to);
            }
          });
    }
    return segment;
  }

  /** The version of the format that the file names; 0 if its header is damaged. */
  static int version(FileChannel channel) throws IOException {
    return channel.size() < SegmentFormat.HEADER
        ? 0
        : SegmentFormat.version(bytes(channel, 0, SegmentFormat.HEADER));
  }

  /** Whether a file whose header is whole has that signal. */
  static boolean isOf(FileChannel channel, Signal signal) throws IOException {
    ByteBuffer header = bytes(channel, 0, SegmentFormat.HEADER);
    return SegmentFormat.signal(header) == SegmentFormat.code(signal);
  }

  /** What the file's footer says; null if it has none. */
  static @Nullable Totals footer(FileChannel channel) throws IOException {
    long at = channel.size() - SegmentFormat.FOOTER;
    return at < SegmentFormat.HEADER
        ? null
        : SegmentFormat.totals(bytes(channel, at, SegmentFormat.FOOTER));
  }
}
