package dev.otelgw.exporters.file;

import dev.otelgw.exporters.file.FileExporterConfig.GroupByConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file for each value of an attribute, of which the ones used last are open. Thread-safe: all
 * is written one by one.
 */
final class OutputFiles implements Closeable {

  /** Bytes of a name that file systems take (255), without what the configuration adds to it. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_PATH = 1000;

  private final FileExporterConfig config;
  private final GroupByConfig groups;
  private final FileOpener opener;
  private final Map<Path, RollingFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Path> begun = new HashSet<>();
  private boolean closed;

  /** Makes a file that is not open yet. */
  interface FileOpener {
    RollingFile at(Path path);
  }

  OutputFiles(FileExporterConfig config, GroupByConfig groups, FileOpener opener) {
    this.config = config;
    this.groups = groups;
    this.opener = opener;
  }

  /** The resource attribute whose text says the file. */
  String attribute() {
    return groups.resourceAttribute();
  }

  synchronized void write(String value, ByteBuffer record) throws IOException {
    if (closed) {
      throw new IOException("the exporter is stopping");
    }
    Path path = path(value);
    @Nullable RollingFile file = open.get(path);
    if (file == null) {
      makeRoom();
      file = opener.at(path);
      file.open(config.append() || begun.contains(path), config.folderPermissions());
      begun.add(path);
      open.put(path, file);
    }
    file.write(record);
  }

  private void makeRoom() {
    Iterator<RollingFile> oldest = open.values().iterator();
    while (open.size() >= groups.maxOpenFiles()) {
      oldest.next().close();
      oldest.remove();
    }
  }

  /**
   * Whether a file can have this in its name, on any system. What cannot be written must not be
   * asked for again, so it is not to end as an error of the disk.
   */
  static boolean canName(String value) {
    return value.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(value.split("/"))
            .allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME)
        && value.length() <= LONGEST_PATH;
  }

  /** A value comes from whoever sends telemetry, so it must not lead out of the folder. */
  private Path path(String value) {
    int star = config.path().indexOf('*');
    String rest = value + config.path().substring(star + 1);
    String inside = Path.of("/" + rest).normalize().toString().substring(1);
    return Path.of(config.path().substring(0, star) + inside);
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(RollingFile::close);
    open.clear();
  }
}
