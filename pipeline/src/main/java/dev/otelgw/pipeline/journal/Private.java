package dev.otelgw.pipeline.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner can read, where the file system knows of owners. */
public final class Private {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Private() {}

  /** Opens a file, which nobody else may read if it is made. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes("rw-------"));
  }

  /** Makes a folder, and those it lies in, where they are not there. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  static void deleteIfExists(Path file) throws IOException {
    boolean _ = Files.deleteIfExists(file);
  }

  /** Makes the name of a new file survive the loss of power, where the file system needs that. */
  static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (POSIX && folder != null) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
