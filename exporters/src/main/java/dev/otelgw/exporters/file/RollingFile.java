package dev.otelgw.exporters.file;

import dev.otelgw.exporters.file.FileExporterConfig.RotationConfig;
import dev.otelgw.pipeline.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written at its end and put aside when it is large. Readable by the owner only,
 * since telemetry may hold what people typed. Thread-safe.
 */
final class RollingFile implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(RollingFile.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS");

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final @Nullable RotationConfig rotation;
  private final Clock clock;
  private @Nullable FileChannel channel;

  RollingFile(Path path, @Nullable RotationConfig rotation, Clock clock) {
    this.path = path;
    this.rotation = rotation;
    this.clock = clock;
  }

  /**
   * Opens it.
   *
   * @param append false: what is there is deleted; with rotation it never is
   * @param folders permissions of the folders that are made on the way; null: none are made
   */
  synchronized void open(boolean append, @Nullable Set<PosixFilePermission> folders)
      throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folders != null && folder != null) {
      Files.createDirectories(folder, permitting(folders));
    }
    channel = channel(append || rotation != null);
  }

  /** Writes all of it, or, when that fails, leaves the file as it was. */
  synchronized void write(ByteBuffer record) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      throw new ClosedChannelException();
    }
    if (rotation != null
        && out.position() > 0
        && out.position() + record.remaining() > ((long) rotation.maxMegabytes() << 20)) {
      out = rotate(out, rotation);
    }
    long before = out.position();
    try {
      while (record.hasRemaining()) {
        int _ = out.write(record);
      }
    } catch (IOException e) {
      out.truncate(before);
      throw e;
    }
  }

  private FileChannel rotate(FileChannel full, RotationConfig config) throws IOException {
    Path aside =
        path.resolveSibling(
            stem() + "-" + STAMP.format(clock.now().atZone(zone(config))) + extension());
    if (Files.exists(aside)) {
      return full;
    }
    Files.move(path, aside);
    FileChannel next = channel(true);
    channel = next;
    full.close();
    prune(config);
    return next;
  }

  private static ZoneId zone(RotationConfig config) {
    return config.localTime() ? ZoneId.systemDefault() : ZoneOffset.UTC;
  }

  private void prune(RotationConfig config) throws IOException {
    List<Path> old = new ArrayList<>();
    Path folder = path.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isBackup)) {
      files.forEach(old::add);
    }
    old.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
    Instant oldest = clock.now().minus(Duration.ofDays(config.maxDays()));
    for (int i = 0; i < old.size(); i++) {
      boolean tooMany = config.maxBackups() > 0 && i >= config.maxBackups();
      boolean tooOld =
          config.maxDays() > 0
              && Files.getLastModifiedTime(old.get(i)).toInstant().isBefore(oldest);
      if (tooMany || tooOld) {
        Files.deleteIfExists(old.get(i));
        LOG.info("deleted {}, as rotation of {} asks", old.get(i), path);
      }
    }
  }

  private boolean isBackup(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(stem() + "-")
        && name.endsWith(extension())
        && name.length() == stem().length() + extension().length() + 24
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private FileChannel channel(boolean append) throws IOException {
    boolean fresh = !Files.exists(path);
    Set<StandardOpenOption> options =
        append
            ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE)
            : Set.of(
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    FileChannel opened =
        fresh
            ? FileChannel.open(path, options, permitting(OWNER))
            : FileChannel.open(path, options);
    opened.position(opened.size());
    return opened;
  }

  private static FileAttribute<?>[] permitting(Set<PosixFilePermission> permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private String stem() {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - extension().length());
  }

  private String extension() {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("could not close {}: {}", path, e.getMessage());
      }
      channel = null;
    }
  }
}
