package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.Shell;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * PostgreSQL with the services' empty database. Nothing is forced to the disk: the data survives
 * the death of the server, not that of the machine.
 */
public final class PostgresServer implements Server {

  /** The database of the services. */
  public static final String DATABASE = "game_scheduler";

  private static final Duration START = Duration.ofMinutes(1);

  private final Place place;
  private final Path folder;
  private final PostgresPrograms programs;
  private final int port;
  private final Login administrator = new Login("postgres", Secrets.fresh());
  private final Login application = Login.application();
  private final Login monitoring = Login.monitoring();
  private final Program program;

  private PostgresServer(Place place) {
    this.place = place;
    this.folder = place.folder().resolve("postgresql");
    this.programs = PostgresPrograms.find(new Programs(place.programs()));
    this.port = place.ports().next(5432);
    // SIGINT: "fast"; sessions are cut off.
    this.program = new Program("PostgreSQL", this::launch, child -> child.end("INT", child.pid()));
  }

  /** A new one, which runs. The folder {@code postgresql} of the place must not be there. */
  public static PostgresServer started(Place place) {
    PostgresServer server = new PostgresServer(place);
    server.initialize();
    server.start();
    server.prepare();
    return server;
  }

  private void initialize() {
    try {
      Files.createDirectories(folder);
      Path password = Files.writeString(folder.resolve("password"), administrator.password());
      programs.give(folder);
      Shell.run(
          programs.command(
              "initdb",
              "--pgdata=" + data(),
              "--username=" + administrator.user(),
              "--auth=scram-sha-256",
              "--pwfile=" + password,
              "--no-sync",
              "--encoding=UTF8",
              "--locale=C"));
      Files.delete(password);
    } catch (IOException e) {
      throw new StackException("PostgreSQL: " + e.getMessage(), e);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Child launch() {
    List<String> command =
        new ArrayList<>(
            programs.command(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off"));
    if (programs.has("pg_stat_statements")) {
      command.addAll(List.of("-c", "shared_preload_libraries=pg_stat_statements"));
    }
    Path log = place.folder().resolve("postgresql.log");
    Child child = place.keeper().start(new Command("PostgreSQL", command, Map.of(), log));
    Waiting.ready(child, START, this::answers);
    return child;
  }

  private boolean answers() {
    try (Connection connection = connect("postgres", administrator)) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  /** Passwords are hexadecimal, so that they can stand in SQL. */
  private void prepare() {
    run(
        "postgres",
        "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(application.user(), application.password()),
        "CREATE DATABASE %s OWNER %s".formatted(DATABASE, application.user()),
        "CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE pg_monitor"
            .formatted(monitoring.user(), monitoring.password()));
    if (programs.has("pg_stat_statements")) {
      run("postgres", "CREATE EXTENSION pg_stat_statements");
      run(DATABASE, "CREATE EXTENSION pg_stat_statements");
    }
  }

  /** The superuser. */
  public Login administrator() {
    return administrator;
  }

  /** Runs statements as the administrator, each on its own. */
  public void run(String database, String... statements) {
    try (Connection connection = connect(database, administrator);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new StackException("PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** A connection to the services' database with the rights of the services. */
  public Connection connect() throws SQLException {
    return connect(DATABASE, application);
  }

  private Connection connect(String database, Login login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("connectTimeout", "5");
    // One that is paused takes connections and then says nothing.
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s/%s".formatted(endpoint(), database), properties);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public String url() {
    return "postgresql://%s:%s@%s/%s"
        .formatted(application.user(), application.password(), endpoint(), DATABASE);
  }

  @Override
  public String endpoint() {
    return "127.0.0.1:" + port;
  }

  @Override
  public Login monitoring() {
    return monitoring;
  }
}
