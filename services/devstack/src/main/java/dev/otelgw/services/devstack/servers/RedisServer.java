package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.Shell;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Redis or Valkey, without a default user; what it holds survives its death. */
public final class RedisServer implements Server {

  private static final Duration START = Duration.ofSeconds(30);
  private static final int PATIENCE_MS = 2000;

  private final Place place;
  private final Path folder;
  private final Path redis;
  private final int port;
  private final Login application = Login.application();
  private final Login monitoring = Login.monitoring();
  private final Program program;

  private RedisServer(Place place) {
    this.place = place;
    this.folder = place.folder().resolve("redis");
    this.redis = find(new Programs(place.programs()));
    this.port = place.ports().next(6379);
    this.program = new Program("Redis", this::launch);
  }

  /** A new one, which runs. */
  public static RedisServer started(Place place) {
    RedisServer server = new RedisServer(place);
    server.configure();
    server.start();
    return server;
  }

  private static Path find(Programs packed) {
    return Stream.of("redis-server", "valkey-server")
        .map(Shell::find)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> Stream.ofNullable(packed.redis()).filter(RedisServer::runs).findFirst())
        .orElseThrow(() ->
            new StackException(
                "Redis is not there, and what comes with the build does not run here; install"
                    + " it (for example apt-get install redis-server, brew install redis)"));
  }

  private static boolean runs(Path program) {
    return Shell.succeeds(program.toString(), "--version");
  }

  private void configure() {
    String text =
        """
        bind 127.0.0.1
        port %d
        dir "%s"
        save ""
        appendonly yes
        appendfsync no
        user default off
        user %s on >%s ~* &* +@all
        user %s on >%s -@all +info +ping +hello +latency +slowlog +client
        """
            .formatted(
                port,
                folder,
                application.user(),
                application.password(),
                monitoring.user(),
                monitoring.password());
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("redis.conf");
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new StackException("Redis: " + e.getMessage(), e);
    }
  }

  private Child launch() {
    List<String> command = List.of(redis.toString(), folder.resolve("redis.conf").toString());
    Path log = place.folder().resolve("redis.log");
    Child child = place.keeper().start(new Command("Redis", command, Map.of(), log));
    Waiting.ready(child, START, this::answers);
    return child;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      String talk = "AUTH %s %s\r\nPING\r\n".formatted(application.user(), application.password());
      socket.getOutputStream().write(talk.getBytes(StandardCharsets.US_ASCII));
      String expected = "+OK\r\n+PONG\r\n";
      byte[] said = socket.getInputStream().readNBytes(expected.length());
      return new String(said, StandardCharsets.US_ASCII).equals(expected);
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public String url() {
    return "redis://%s:%s@%s".formatted(application.user(), application.password(), endpoint());
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
