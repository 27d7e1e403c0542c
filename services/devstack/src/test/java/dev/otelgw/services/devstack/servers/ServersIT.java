package dev.otelgw.services.devstack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Ports;
import dev.otelgw.services.devstack.processes.Shell;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Each server as its users see it. */
class ServersIT {

  private static final Path PROGRAMS = Path.of("target", "programs");

  @TempDir private Path folder;
  private Keeper keeper;
  private Place place;

  @BeforeEach
  void prepare() {
    keeper = Keeper.of(folder);
    place = new Place(keeper, Ports.any(), folder, PROGRAMS);
  }

  @AfterEach
  void end() {
    keeper.close();
  }

  @Test
  void postgresKeepsItsDataThroughRestartAndKillAndIsSilentWhilePaused() throws Exception {
    try (PostgresServer postgres = PostgresServer.started(place)) {
      execute(postgres, "CREATE TABLE t (n int)");
      execute(postgres, "INSERT INTO t VALUES (1)");
      postgres.restart();
      execute(postgres, "INSERT INTO t VALUES (2)");
      postgres.kill();
      assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
      postgres.start();
      assertThat(count(postgres)).isEqualTo(2);
      postgres.pause();
      assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
      postgres.resume();
      assertThat(count(postgres)).isEqualTo(2);
      assertThat(postgres.url())
          .matches("postgresql://game_scheduler:\\p{XDigit}{32}@127.0.0.1:\\d+/game_scheduler");
    }
  }

  private static void execute(PostgresServer postgres, String sql) throws SQLException {
    try (java.sql.Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(PostgresServer postgres) throws SQLException {
    try (java.sql.Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM t")) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void redisKeepsItsDataThroughRestartAndKillAndIsSilentWhilePaused() {
    try (RedisServer redis = RedisServer.started(place)) {
      try (RedisClient client = client(redis.url())) {
        client.set("a", "1");
      }
      redis.restart();
      try (RedisClient client = client(redis.url())) {
        client.set("b", "2");
      }
      redis.kill();
      redis.start();
      try (RedisClient client = client(redis.url())) {
        assertThat(client.mget("a", "b")).containsExactly("1", "2");
        redis.pause();
        assertThatThrownBy(() -> client.get("a")).isInstanceOf(JedisConnectionException.class);
        redis.resume();
      }
      try (RedisClient client = client(redis.url())) {
        assertThat(client.get("a")).isEqualTo("1");
      }
    }
  }

  private static RedisClient client(String url) {
    return RedisClient.create(URI.create(url));
  }

  @Test
  void redisKnowsItsUsersOnly() {
    try (RedisServer redis = RedisServer.started(place)) {
      assertThatThrownBy(() -> client("redis://" + redis.endpoint()).get("a"))
          .isInstanceOf(JedisDataException.class);
      Login monitoring = redis.monitoring();
      String url =
          "redis://%s:%s@%s".formatted(monitoring.user(), monitoring.password(), redis.endpoint());
      try (RedisClient client = client(url)) {
        assertThat(client.info()).contains("redis_version");
        assertThatThrownBy(() -> client.get("a")).isInstanceOf(JedisAccessControlException.class);
      }
    }
  }

  @Test
  void theRedisThatComesWithTheBuildRuns() {
    Path redis = new Programs(PROGRAMS).redis();
    assertThat(redis).isExecutable();
    assertThat(Shell.succeeds(redis.toString(), "--version")).isTrue();
  }

  @Test
  void rabbitKeepsItsMessagesThroughRestartAndKillAndShowsItsMetrics() throws Exception {
    try (RabbitServer rabbit = RabbitServer.started(place)) {
      publish(rabbit, "one");
      rabbit.restart();
      publish(rabbit, "two");
      rabbit.kill();
      rabbit.start();
      try (Connection connection = connection(rabbit);
          Channel channel = connection.createChannel()) {
        assertThat(new String(channel.basicGet("q", true).getBody(), StandardCharsets.UTF_8))
            .isEqualTo("one");
        assertThat(channel.basicGet("q", true)).isNotNull();
      }
      assertThat(get(rabbit.prometheusUrl() + "/metrics", null)).contains("rabbitmq_build_info");
      assertThat(get(rabbit.managementUrl() + "/api/overview", rabbit.monitoring()))
          .contains("rabbitmq_version");
    }
  }

  private static Connection connection(RabbitServer rabbit) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.url());
    return factory.newConnection();
  }

  private static void publish(RabbitServer rabbit, String text) throws Exception {
    try (Connection connection = connection(rabbit);
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.queueDeclare("q", true, false, false, null);
      channel.basicPublish(
          "", "q", MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  private static String get(String url, Login login) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (login != null) {
      String both = login.user() + ":" + login.password();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
