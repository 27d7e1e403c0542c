package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Shell;
import dev.otelgw.services.devstack.processes.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a PostgreSQL: those that come with the build, else the newest of the system. They
 * refuse to run as root; a user namespace in which we are nobody satisfies them and leaves the
 * files ours. Where there are none, they run as nobody, to whom the folders are given.
 */
final class PostgresPrograms {

  /** The user nobody, as Linux distributions number it. */
  private static final String NOBODY = "65534";

  private static final List<Path> OF_THE_SYSTEM =
      List.of(
          Path.of("/usr/lib/postgresql"), Path.of("/opt/homebrew/opt"), Path.of("/usr/local/opt"));

  private final Path home;
  private final List<String> before;

  private PostgresPrograms(Path home, List<String> before) {
    this.home = home;
    this.before = before;
  }

  static PostgresPrograms find(Programs packed) {
    List<String> before = "root".equals(System.getProperty("user.name")) ? asNobody() : List.of();
    Path ours = packed.postgres();
    // Made for the C library of GNU; where another one rules, it does not run.
    if (ours != null && Shell.succeeds(ours.resolve("bin/postgres").toString(), "--version")) {
      return new PostgresPrograms(ours, before);
    }
    Path installed = installed();
    if (installed == null) {
      throw new StackException(
          "PostgreSQL is not there: none comes with the build for %s on %s; install it (for example"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " apt-get install postgresql)");
    }
    return new PostgresPrograms(installed, before);
  }

  private static List<String> asNobody() {
    if (Shell.succeeds("unshare", "-U", "true")) {
      return List.of("unshare", "-U");
    }
    if (Shell.find("setpriv") != null) {
      return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }
    throw new StackException(
        "PostgreSQL does not run as root; start this as another user, or install util-linux");
  }

  /** The newest: the number at the end of a folder's name decides. */
  private static @Nullable Path installed() {
    List<Path> found = new ArrayList<>();
    for (Path parent : OF_THE_SYSTEM) {
      if (Files.isDirectory(parent)) {
        try (Stream<Path> homes = Files.list(parent)) {
          homes.filter(home -> Files.isExecutable(home.resolve("bin/initdb"))).forEach(found::add);
        } catch (IOException _) {
          // Not ours to read, so not ours to use.
        }
      }
    }
    return found.stream().max(Comparator.comparingInt(PostgresPrograms::major)).orElse(null);
  }

  private static int major(Path home) {
    String digits = home.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
  }

  /** A command to start one of them with. */
  List<String> command(String program, String... arguments) {
    List<String> words = new ArrayList<>(before);
    words.add(home.resolve("bin").resolve(program).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** Lets the server use a folder that is ours. */
  void give(Path folder) {
    if (!before.isEmpty() && before.getFirst().equals("setpriv")) {
      Shell.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()));
      if (!Shell.succeeds(with("test", "-w", folder.toString()))) {
        throw new StackException(
            "PostgreSQL runs as nobody, who cannot reach %s; let others pass through its parents"
                .formatted(folder));
      }
    }
  }

  private String[] with(String... words) {
    return Stream.concat(before.stream(), Stream.of(words)).toArray(String[]::new);
  }

  /** Whether an extension's library is there. */
  boolean has(String library) {
    return Stream.of("lib", "lib/postgresql")
        .anyMatch(lib ->
            Files.exists(home.resolve(lib).resolve(library + ".so"))
                || Files.exists(home.resolve(lib).resolve(library + ".dylib")));
  }
}
