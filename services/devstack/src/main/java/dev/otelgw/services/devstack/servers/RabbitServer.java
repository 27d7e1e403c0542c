package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * RabbitMQ with the plugins management and Prometheus, as a node with a name, ports, folders, users
 * and a port mapper of its own; what the system's service has is left alone.
 */
public final class RabbitServer implements Server {

  private static final Pattern COMPLETE = Pattern.compile("completed with \\d+ plugins");

  /** A node starts in seconds, but not on a machine that has much else to do. */
  private static final Duration START = Duration.ofMinutes(2);

  private final Place place;
  private final Path folder;
  private final RabbitPrograms programs;
  private final int amqp;
  private final int management;
  private final int prometheus;
  private final int distribution;
  private final int mapper;
  private final Login application = Login.application();
  private final Login monitoring = Login.monitoring();
  private final Program portMapper;
  private final Program program;

  private RabbitServer(Place place) {
    this.place = place;
    this.folder = place.folder().resolve("rabbitmq");
    this.programs = RabbitPrograms.find();
    this.amqp = place.ports().next(5672);
    this.management = place.ports().next(15672);
    this.prometheus = place.ports().next(15692);
    this.distribution = place.ports().next(25672);
    this.mapper = place.ports().next(4369);
    this.portMapper = new Program("epmd", this::launchMapper);
    this.program = new Program("RabbitMQ", this::launch, this::end);
  }

  /** A new one, which runs. */
  public static RabbitServer started(Place place) {
    return started(place, "", "[rabbitmq_management,rabbitmq_prometheus].\n");
  }

  /**
   * A new one, which runs with a configuration of the caller's.
   *
   * @param further lines of rabbitmq.conf
   * @param plugins the file enabled_plugins; management and Prometheus must be among them
   */
  public static RabbitServer started(Place place, String further, String plugins) {
    RabbitServer server = new RabbitServer(place);
    server.configure(further, plugins);
    server.start();
    return server;
  }

  private void configure(String further, String plugins) {
    String settings =
        """
        listeners.tcp.default = 127.0.0.1:%d
        log.console = true
        log.file = false
        collect_statistics_interval = 1000
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        prometheus.tcp.ip = 127.0.0.1
        prometheus.tcp.port = %d
        load_definitions = %s
        """
            .formatted(amqp, management, prometheus, folder.resolve("definitions.json"));
    try {
      for (String name : List.of("mnesia", "log", "home")) {
        Files.createDirectories(folder.resolve(name));
      }
      Files.writeString(folder.resolve("enabled_plugins"), plugins);
      Files.writeString(folder.resolve("rabbitmq.conf"), settings + further);
      Files.writeString(folder.resolve("definitions.json"), definitions());
    } catch (IOException e) {
      throw new StackException("RabbitMQ: " + e.getMessage(), e);
    }
  }

  /** Kills it and takes away all that it kept; when it is started, it has its users and no more. */
  public void lose() {
    kill();
    try {
      Path _ = Programs.emptied(folder.resolve("mnesia"));
    } catch (IOException e) {
      throw new StackException("RabbitMQ: " + e.getMessage(), e);
    }
  }

  /** Users and rights; with these there is no guest. */
  private String definitions() {
    String right =
        "{\"user\": \"%s\", \"vhost\": \"/\", \"configure\": \"%s\", \"write\": \"%2$s\", \"read\":"
            + " \"%2$s\"}";
    return """
    {"vhosts": [{"name": "/"}],
     "users": [%s, %s],
     "permissions": [%s, %s]}
    """
        .formatted(
            user(application, "administrator"),
            user(monitoring, "monitoring"),
            right.formatted(application.user(), ".*"),
            right.formatted(monitoring.user(), "^$"));
  }

  /** Passwords as RabbitMQ keeps them: four bytes of salt, and SHA-256 over salt and password. */
  private static String user(Login login, String tag) {
    byte[] salt = new byte[4];
    new SecureRandom().nextBytes(salt);
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt);
      byte[] hash = sha.digest(login.password().getBytes(StandardCharsets.UTF_8));
      byte[] both = new byte[salt.length + hash.length];
      System.arraycopy(salt, 0, both, 0, salt.length);
      System.arraycopy(hash, 0, both, salt.length, hash.length);
      return """
      {"name": "%s", "password_hash": "%s", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "%s"}\
      """
          .formatted(login.user(), Base64.getEncoder().encodeToString(both), tag);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Started here, since one that a node starts is a daemon that outlives it. */
  private Child launchMapper() {
    List<String> words =
        List.of(
            programs.mapper().toString(),
            "-port",
            Integer.toString(mapper),
            "-address",
            "127.0.0.1");
    Child child = place.keeper().start(new Command("epmd", words, environment(), log()));
    Waiting.ready(child, START, () -> Waiting.listens(mapper));
    return child;
  }

  private Child launch() {
    portMapper.start();
    List<String> words = List.of(programs.server().toString());
    long before = log().toFile().length();
    Child child = place.keeper().start(new Command("RabbitMQ", words, environment(), log()));
    Waiting.ready(
        child,
        START,
        () ->
            isComplete(before)
                && IntStream.of(amqp, management, prometheus).allMatch(Waiting::listens));
    return child;
  }

  /**
   * Its ports are open before it knows its users; what it says last, on whatever level it logs, is
   * how many plugins it has.
   */
  private boolean isComplete(long before) {
    try (InputStream said = Files.newInputStream(log())) {
      said.skipNBytes(before);
      return COMPLETE.matcher(new String(said.readAllBytes(), StandardCharsets.UTF_8)).find();
    } catch (IOException _) {
      return false;
    }
  }

  private Path log() {
    return place.folder().resolve("rabbitmq.log");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("RABBITMQ_NODENAME", "devstack%d@localhost".formatted(amqp));
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distribution));
    environment.put("ERL_EPMD_PORT", Integer.toString(mapper));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    // Two schedulers that do not spin while they have nothing to do.
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none");
    return environment;
  }

  /**
   * Asks the node itself, which is a child of the script that starts it: the script would start
   * another Erlang to do so.
   */
  private void end(Child child) {
    long node =
        ProcessHandle.of(child.pid())
            .flatMap(script ->
                script
                    .descendants()
                    .filter(each -> each.info().command().orElse("").contains("beam"))
                    .findFirst())
            .map(ProcessHandle::pid)
            .orElse(child.pid());
    child.end("TERM", node);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public String url() {
    return "amqp://%s:%s@%s".formatted(application.user(), application.password(), endpoint());
  }

  @Override
  public String endpoint() {
    return "127.0.0.1:" + amqp;
  }

  @Override
  public Login monitoring() {
    return monitoring;
  }

  /** Base URL of the management API and page. */
  public String managementUrl() {
    return "http://127.0.0.1:" + management;
  }

  /** Base URL of the plugin rabbitmq_prometheus. */
  public String prometheusUrl() {
    return "http://127.0.0.1:" + prometheus;
  }

  @Override
  public void close() {
    program.close();
    portMapper.close();
  }
}
