package dev.otelgw.services.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.devstack.Sources;
import dev.otelgw.services.devstack.sink.OtlpSink;
import dev.otelgw.services.devstack.sink.Telemetry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Every configuration of the folder compose/, run against private servers. */
class ConfigurationsIT {

  private static final List<String> SYSTEMS = List.of("postgresql", "redis", "rabbitmq");

  @TempDir private static Path folder;
  private static Deployment deployment;

  @BeforeAll
  static void start() throws Exception {
    deployment = new Deployment(folder);
    deployment.put("GRAFANA_CLOUD_OTLP_INSTANCE_ID", "123456");
    deployment.put("GRAFANA_CLOUD_API_KEY", "glc_right");
    try (Connection connection = deployment.postgres().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE players (name text)");
      statement.execute("INSERT INTO players VALUES ('ada')");
    }
    try (RedisClient redis = redis("game_scheduler", "REDIS_PASSWORD")) {
      redis.set("session:1", "ada");
    }
  }

  @AfterAll
  static void end() throws Exception {
    deployment.close();
  }

  private static RedisClient redis(String user, String password) {
    return RedisClient.create(URI.create(deployment.redis(user, password)));
  }

  private static RunningGateway gateway(String exporter, String... files) throws Exception {
    String launcher = Sources.find().root().resolve("otelgw").toString();
    List<String> start = new ArrayList<>(List.of(launcher, "run"));
    for (String file : files) {
      start.addAll(List.of("--config", ComposeFile.FOLDER.resolve(file).toString()));
    }
    return new RunningGateway(deployment, start, List.of(launcher, "healthcheck"), exporter);
  }

  @Test
  void theProductionGatewayScrapesAllThreeWithTheLeastRightsAndNothingToComplainOf()
      throws Exception {
    try (OtlpSink cloud = OtlpSink.start(0, 100_000)) {
      cloud.onlyFor("123456", "glc_right");
      deployment.put("GRAFANA_CLOUD_OTLP_ENDPOINT", cloud.url() + "/otlp");
      try (RunningGateway gateway = gateway("grafana_cloud", "gateway.yaml").start()) {
        awaitAllUp(cloud.telemetry(), gateway);
        assertThat(gateway.health().exitCode()).as(gateway.lines().toString()).isZero();
        cloud
            .telemetry()
            .awaitPoint(
                "postgresql.db_size",
                point ->
                    "production".equals(point.resource().get("deployment.environment"))
                        && "production"
                            .equals(point.resource().get("deployment.environment.name")));
        cloud.telemetry().awaitPoint("redis.memory.used", point -> point.value() > 0);
        cloud.telemetry().awaitPoint("redis.maxmemory", point -> point.value() == 128 << 20);
      }
    }
  }

  @Test
  void theLocalGatewaySendsToTheStackOfThisMachineAlone() throws Exception {
    try (OtlpSink cloud = OtlpSink.start(0, 1_000);
        OtlpSink local = OtlpSink.start(0, 100_000)) {
      deployment.put("GRAFANA_CLOUD_OTLP_ENDPOINT", cloud.url() + "/otlp");
      try (RunningGateway gateway =
          gateway("otlp_http", "gateway.yaml", "gateway.local.yaml")
              .with("LOCAL_OTLP_ENDPOINT", local.url())
              .start()) {
        awaitAllUp(local.telemetry(), gateway);
        assertThat(cloud.telemetry().points()).isEmpty();
      }
    }
  }

  @Test
  void noAddressOfAnAnswerToDiscordLeavesWithItsToken() throws Exception {
    try (OtlpSink cloud = OtlpSink.start(0, 100_000)) {
      cloud.onlyFor("123456", "glc_right");
      deployment.put("GRAFANA_CLOUD_OTLP_ENDPOINT", cloud.url() + "/otlp");
      try (RunningGateway gateway = gateway("grafana_cloud", "gateway.yaml").start();
          Sender sender = new Sender(gateway)) {
        String api = "https://discord.com/api/v10/";
        sender.span("answer", "url.full", api + "webhooks/81/SECRET-token/messages/@original");
        sender.span("deferral", "url.full", api + "interactions/82/SECRET-token/callback");
        sender.span("message", "url.full", api + "channels/83/messages");
        Telemetry telemetry = cloud.telemetry();
        assertThat(telemetry.awaitSpan("answer", span -> span.name().equals("answer")).attributes())
            .isEqualTo(Map.of("url.full", api + "webhooks/81"));
        assertThat(
                telemetry
                    .awaitSpan("deferral", span -> span.name().equals("deferral"))
                    .attributes())
            .isEqualTo(Map.of("url.full", api + "interactions/82"));
        assertThat(
                telemetry.awaitSpan("message", span -> span.name().equals("message")).attributes())
            .isEqualTo(Map.of("url.full", api + "channels/83/messages"));
      }
    }
  }

  /** Twice, since the first scrape of some groups only begins. */
  private static void awaitAllUp(Telemetry telemetry, RunningGateway gateway) {
    for (String system : SYSTEMS) {
      String up = system + " that is up";
      telemetry.await(
          up,
          Duration.ofSeconds(60),
          () ->
              telemetry.points("scrape.up").stream()
                          .filter(point -> point.value() == 1)
                          .filter(point -> point.resource().toString().contains(system))
                          .count()
                      >= 3
                  ? Optional.of(up)
                  : Optional.empty(),
          () -> telemetry.points("scrape.up") + "\n" + String.join("\n", gateway.lines()));
    }
    assertThat(telemetry.points("scrape.up")).allMatch(point -> point.value() == 1);
    assertThat(gateway.lines()).noneMatch(line -> line.matches(".*\\b(WARN|ERROR)\\b.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM players",
        "INSERT INTO players VALUES ('eve')",
        "CREATE TABLE mine (n int)",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT * FROM pg_authid",
        "ALTER ROLE game_scheduler PASSWORD 'x'",
        "COPY players TO PROGRAM 'true'"
      })
  void thePostgresUserOfTheGatewayReadsAndChangesNothing(String sql) throws Exception {
    String url = "jdbc:postgresql://%s/game_scheduler".formatted(deployment.postgres().endpoint());
    try (Connection connection =
            DriverManager.getConnection(
                url, "otelgw", deployment.value("POSTGRES_MONITORING_PASSWORD"));
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("42501"));
    }
  }

  @Test
  void theRedisUserOfTheGatewayReadsAndChangesNothing() {
    try (RedisClient redis = redis("otelgw", "REDIS_MONITORING_PASSWORD")) {
      assertThat(redis.info()).contains("redis_version");
      assertThatThrownBy(() -> redis.get("session:1"))
          .isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> redis.set("a", "b")).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(redis::flushAll).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> redis.keys("*")).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> redis.configSet("maxmemory", "0"))
          .isInstanceOf(JedisAccessControlException.class);
    }
  }

  @Test
  void theRedisUserOfTheServicesHasDataAndNotTheServer() {
    try (RedisClient redis = redis("game_scheduler", "REDIS_PASSWORD")) {
      assertThat(redis.get("session:1")).isEqualTo("ada");
      assertThatThrownBy(redis::flushAll).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> redis.configSet("maxmemory", "0"))
          .isInstanceOf(JedisAccessControlException.class);
    }
    assertThatThrownBy(() -> RedisClient.create(URI.create(withoutLogin())).get("session:1"))
        .hasMessageContaining("NOAUTH");
  }

  private static String withoutLogin() {
    URI url = URI.create(deployment.redis("game_scheduler", "REDIS_PASSWORD"));
    return "redis://%s:%d".formatted(url.getHost(), url.getPort());
  }
}
