package dev.otelgw.services.devstack.servers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a tar archive: files, folders and symbolic links, names up to 255 bytes (POSIX.1-1988
 * "ustar" and the names of GNU tar). What would lie outside of the folder is refused.
 */
final class Tar {

  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 4096;

  private final InputStream in;
  private final Path folder;

  private Tar(InputStream in, Path folder) {
    this.in = in;
    this.folder = folder;
  }

  /** Unpacks all of it. Files that their archive lets run may be run by everybody. */
  static void unpack(InputStream in, Path folder) throws IOException {
    new Tar(in, folder.toAbsolutePath().normalize()).all();
  }

  private void all() throws IOException {
    String longName = "";
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return;
      }
      String name = longName.isEmpty() ? name(header) : longName;
      longName = "";
      long size = number(header, 124, 12);
      switch (header[156]) {
        case '0', 0 -> file(name, size, (number(header, 100, 8) & 0100) != 0);
        case '5' -> Files.createDirectories(inside(name));
        case '2' -> link(name, text(header, 157, 100));
        case 'L' -> {
          if (size > LONGEST_NAME) {
            throw new IOException("a name of " + size + " bytes in an archive");
          }
          longName = new String(bytes(size), StandardCharsets.UTF_8).replace("\0", "");
        }
        // What a newer format adds to the next entry: times and owners, that nobody needs here.
        case 'x', 'g' -> bytes(size);
        default ->
            throw new IOException(
                "%s: an entry of kind '%c' in an archive".formatted(name, (char) header[156]));
      }
    }
  }

  private static String name(byte[] header) {
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private void file(String name, long size, boolean runs) throws IOException {
    Path file = inside(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes(size));
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void link(String name, String target) throws IOException {
    Path link = inside(name);
    Path aim = link.resolveSibling(target).normalize();
    if (target.startsWith("/") || !aim.startsWith(folder)) {
      throw new IOException(name + " in an archive points out of it: " + target);
    }
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private Path inside(String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException(name + " in an archive lies outside of it");
    }
    // Through a link that came before it could still lead out.
    for (Path at = path.getParent(); at != null && at.startsWith(folder); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new IOException(name + " in an archive lies behind a link");
      }
    }
    return path;
  }

  /** The content of an entry; what fills its last block is passed over. */
  private byte[] bytes(long size) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(size));
    if (content.length < size) {
      throw new EOFException("an archive ends within an entry");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    String digits = text(header, at, length).strip();
    if (digits.chars().anyMatch(c -> c < '0' || c > '7')) {
      throw new IOException("not a tar archive: \"" + digits + "\" is no octal number");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
