package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Ports;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import dev.otelgw.services.devstack.servers.Place;
import dev.otelgw.services.devstack.servers.PostgresServer;
import dev.otelgw.services.devstack.servers.RabbitServer;
import dev.otelgw.services.devstack.servers.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What compose.yaml describes, on this machine in place of containers: the three servers, set up by
 * the files of the folder, and a filled-in {@code .env}. Addresses of containers become those of
 * 127.0.0.1.
 */
final class Deployment implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

  /** From the build, where others keep it too. */
  private static final Path PROGRAMS = Path.of("target", "programs");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path folder;
  private final Ports ports = Ports.any();
  private final Keeper keeper;
  private final PostgresServer postgres;
  private final RabbitServer rabbit;
  private final int redisPort = ports.next(6379);
  private final Map<String, String> values = new HashMap<>();

  /** Starts the servers. */
  Deployment(Path folder) throws Exception {
    this.folder = folder.toAbsolutePath();
    values.putAll(Dotenv.read(ComposeFile.FOLDER.resolve(".env.example")).values());
    keeper = added(Keeper.of(this.folder));
    Place place = new Place(keeper, ports, this.folder.resolve("servers"), PROGRAMS);
    try {
      rabbit = added(rabbit(place));
      postgres = added(PostgresServer.started(place));
      values.put("RABBITMQ_PASSWORD", password(rabbit.url()));
      values.put("POSTGRES_PASSWORD", password(postgres.url()));
      values.put("POSTGRES_ADMIN_PASSWORD", postgres.administrator().password());
      values.put("POSTGRES_MONITORING_PASSWORD", Secrets.fresh());
      values.put("REDIS_PASSWORD", Secrets.fresh());
      values.put("REDIS_MONITORING_PASSWORD", Secrets.fresh());
      preparePostgres();
      Program redis = new Program("redis", this::redis);
      parts.push(redis);
      redis.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T added(T part) {
    parts.push(part);
    return part;
  }

  private static String password(String url) {
    return URI.create(url).getUserInfo().split(":", 2)[1];
  }

  private static RabbitServer rabbit(Place place) {
    Path rabbitmq = ComposeFile.FOLDER.resolve("rabbitmq");
    return RabbitServer.started(
        place,
        ComposeFile.textOf(rabbitmq.resolve("rabbitmq.conf")),
        ComposeFile.textOf(rabbitmq.resolve("enabled_plugins")));
  }

  /** As the image does when it makes its database, which begins without any user but its own. */
  private void preparePostgres() {
    postgres.run(
        "postgres",
        "DROP DATABASE game_scheduler",
        "DROP ROLE game_scheduler",
        "DROP ROLE otelgw",
        "CREATE DATABASE game_scheduler");
    String[] server = postgres.endpoint().split(":", -1);
    Map<String, String> environment =
        new HashMap<>(ComposeFile.read("compose.yaml").environment("postgres", values));
    environment.put("PGHOST", server[0]);
    environment.put("PGPORT", server[1]);
    environment.put("PGPASSWORD", values.get("POSTGRES_ADMIN_PASSWORD"));
    Child script =
        keeper.start(
            new Command(
                "10-roles.sh",
                List.of("sh", ComposeFile.FOLDER.resolve("postgres/10-roles.sh").toString()),
                environment,
                log("10-roles")));
    if (!script.awaitEnd(START) || script.exitCode() != 0) {
      throw new AssertionError("10-roles.sh: " + script.tail(20));
    }
  }

  private Child redis() {
    Map<String, String> environment =
        new HashMap<>(ComposeFile.read("compose.yaml").environment("redis", values));
    environment.put("REDIS_SERVER", "redis-server");
    environment.put("REDIS_ACL_FILE", folder.resolve("users.acl").toString());
    Child child =
        keeper.start(
            new Command(
                "redis",
                List.of(
                    "sh",
                    ComposeFile.FOLDER.resolve("redis/start.sh").toString(),
                    "--port",
                    Integer.toString(redisPort),
                    "--bind",
                    "127.0.0.1"),
                environment,
                log("redis")));
    Waiting.ready(child, START, () -> Waiting.listens(redisPort));
    return child;
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  Path folder() {
    return folder;
  }

  Keeper keeper() {
    return keeper;
  }

  Ports ports() {
    return ports;
  }

  PostgresServer postgres() {
    return postgres;
  }

  RabbitServer rabbit() {
    return rabbit;
  }

  String redis(String user, String passwordName) {
    return "redis://%s:%s@127.0.0.1:%d".formatted(user, values.get(passwordName), redisPort);
  }

  /** A value of {@code .env}. */
  String value(String name) {
    return values.get(name);
  }

  /** Fills in {@code .env}. */
  void put(String name, String value) {
    values.put(name, value);
  }

  /** What compose.yaml tells a container, with the places where things are here. */
  Map<String, String> environment(String container) {
    Map<String, String> environment =
        ComposeFile.read("compose.yaml").environment(container, values);
    environment.replaceAll((_, value) ->
        value
            .replace("@postgres:5432", "@" + postgres.endpoint())
            .replace("@redis:6379", "@127.0.0.1:" + redisPort)
            .replace("@rabbitmq:5672", "@" + rabbit.endpoint()));
    return environment;
  }

  /** What compose.yaml tells the gateway, and the addresses that gateway.yaml has defaults for. */
  Map<String, String> gatewayEnvironment() {
    Map<String, String> environment = environment("otelgw");
    environment.put("POSTGRES_ENDPOINT", postgres.endpoint());
    environment.put("REDIS_ENDPOINT", "127.0.0.1:" + redisPort);
    environment.put("RABBITMQ_HOST", "127.0.0.1");
    environment.put(
        "RABBITMQ_PROMETHEUS_PORT", Integer.toString(URI.create(rabbit.prometheusUrl()).getPort()));
    environment.put("OTELGW_DATA", folder.resolve("data").toString());
    return environment;
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new StackException("not all has ended: " + e.getMessage(), e);
      }
    }
  }
}
