package dev.otelgw.pipeline.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps damaged bytes for whoever wants to look at them, as far as there is room for that. */
final class SetAside {

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  /** Enough to find out what happened. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Path folder;
  private long bytes = -1;

  /** Within a journal's folder. */
  SetAside(Path journal) {
    this.folder = journal.resolve("damaged");
  }

  /** Copies a part of a segment. Says what happened; never fails. */
  synchronized void keep(Segment segment, FileChannel channel, long from, long to) {
    Path copy = folder.resolve("%s.%d-%d".formatted(segment.name(), from, to));
    String kept;
    try {
      kept = copy(channel, from, to, copy) ? "kept in " + copy : folder + " is full, not kept";
    } catch (IOException e) {
      kept = "could not be kept: " + e;
    }
    LOG.error(
        "{}: bytes {} to {} are damaged and left out ({}); the rest of the file is used",
        segment.file(),
        from,
        to,
        kept);
  }

  private boolean copy(FileChannel channel, long from, long to, Path copy) throws IOException {
    Private.createFolders(folder);
    if (bytes < 0) {
      bytes = size();
    }
    if (bytes + (to - from) > MOST_BYTES) {
      return false;
    }
    try (FileChannel out =
        Private.open(
            copy,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long at = from;
      while (at < to) {
        long more = channel.transferTo(at, to - at, out);
        if (more <= 0) {
          break;
        }
        at += more;
      }
    }
    bytes += to - from;
    return true;
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
