package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Signal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a folder holds. Segments that were closed in peace and never read from say
 * themselves what they hold; the others are gone through.
 */
final class Recovery {

  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.(journal|done)");

  private final Path folder;
  private final SetAside setAside;
  private final List<Segment> segments = new ArrayList<>();
  private long lastNumber;

  Recovery(Path folder, Signal signal, SetAside setAside) throws IOException {
    this.folder = folder;
    this.setAside = setAside;
    for (long number : numbers()) {
      lastNumber = Math.max(lastNumber, number);
      Segment segment = recover(number, signal);
      if (segment != null) {
        segments.add(segment);
      }
    }
  }

  List<Segment> segments() {
    return List.copyOf(segments);
  }

  long lastNumber() {
    return lastNumber;
  }

  private List<Long> numbers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> Long.valueOf(name.group(1)))
          .distinct()
          .sorted()
          .toList();
    }
  }

  private @Nullable Segment recover(long number, Signal signal) throws IOException {
    Segment segment = Segment.fresh(folder, number);
    if (!Files.exists(segment.file())) {
      Private.deleteIfExists(segment.marksFile());
      return null;
    }
    Totals totals;
    try (FileChannel channel = FileChannel.open(segment.file())) {
      int version = SegmentReader.version(channel);
      if (version > SegmentFormat.VERSION) {
        throw new IOException(
            "%s is of version %d of the format, and this otelgw knows %d; use the later one, or"
                    .formatted(segment.file(), version, SegmentFormat.VERSION)
                + " move the folder away");
      }
      if (version != 0 && !SegmentReader.isOf(channel, signal)) {
        throw new IOException(
            "%s holds another signal than %s; move the folder away"
                .formatted(segment.file(), signal.lowerName()));
      }
      totals = version == 0 ? null : SegmentReader.footer(channel);
    }
    if (totals != null && totals.entries() > 0 && !Files.exists(segment.marksFile())) {
      return Segment.cold(folder, number, totals);
    }
    Segment found = SegmentReader.scan(folder, number, setAside);
    found.seal();
    if (found.isSpent()) {
      Private.deleteIfExists(found.file());
      Private.deleteIfExists(found.marksFile());
      return null;
    }
    return found;
  }
}
