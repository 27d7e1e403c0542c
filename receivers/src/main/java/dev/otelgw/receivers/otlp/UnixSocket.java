package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.Problems;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The file of a socket: who else listens there, who may connect, and who tidies up. */
final class UnixSocket {

  /** What a socket's address has room for (unix(7): sun_path, without its ending zero). */
  private static final int LONGEST_PATH = 107;

  private final String path;
  private @Nullable Object identity;

  UnixSocket(String path) {
    this.path = path;
  }

  /** Reports what is wrong with {@code path} as an endpoint. */
  static void check(String path, Problems problems) {
    String cure = "; write the path of a socket, for example /run/otelgw/otlp.sock";
    if (path.isBlank()) {
      problems.error("endpoint", "is empty" + cure);
    } else if (path.contains("://")) {
      problems.error(
          "endpoint", "\"" + path + "\" has a scheme, which does not belong here" + cure);
    } else if (path.startsWith("@") || path.indexOf('\0') >= 0) {
      problems.error("endpoint", "\"" + path + "\" has no file, which Java needs" + cure);
    } else if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      problems.error(
          "endpoint",
          "is longer than the %d bytes that a socket's path may have".formatted(LONGEST_PATH));
    }
  }

  private Path file() {
    return Path.of(path);
  }

  /**
   * The address, with a socket removed that nobody listens on any more.
   *
   * @throws StartException if somebody does, or if the file is something else
   */
  UnixDomainSocketAddress claim(ComponentId id, String key) {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file());
    try {
      BasicFileAttributes found = attributes();
      if (found == null) {
        return address;
      }
      if (!found.isOther()) {
        throw new StartException(
            "%s: cannot listen on %s (%s): a file is there that is no socket; choose another path"
                .formatted(id, path, key));
      }
      if (somebodyListens(address)) {
        throw new StartException(
            "%s: cannot listen on %s (%s): another process listens there; stop it or choose another"
                    .formatted(id, path, key)
                + " path");
      }
      Files.deleteIfExists(file());
      return address;
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot listen on %s (%s): what is there cannot be removed: %s"
              .formatted(id, path, key, e.getMessage()),
          e);
    }
  }

  private @Nullable BasicFileAttributes attributes() throws IOException {
    return Files.exists(file(), LinkOption.NOFOLLOW_LINKS)
        ? Files.readAttributes(file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        : null;
  }

  private static boolean somebodyListens(UnixDomainSocketAddress address) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(address);
    } catch (IOException _) {
      return false;
    }
  }

  /** Lets the owner connect and nobody else, and remembers which file is ours. */
  void protect(ComponentId id, String key) {
    try {
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
      BasicFileAttributes ours = attributes();
      identity = ours == null ? null : ours.fileKey();
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot protect the socket %s (%s): %s".formatted(id, path, key, e.getMessage()), e);
    }
  }

  /** Removes the file, unless somebody else has put theirs in its place. */
  void remove() {
    try {
      BasicFileAttributes found = attributes();
      if (found != null && identity != null && identity.equals(found.fileKey())) {
        Files.deleteIfExists(file());
      }
    } catch (IOException _) {
      // It stays, and the next start removes it.
    }
  }
}
