package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RedisTablesTest {

  @Test
  void everyMetricStandsInTheDocumentationOnce() {
    List<MetricDoc> docs = new RedisReceiverFactory().metrics();
    assertThat(docs.stream().collect(Collectors.groupingBy(MetricDoc::name, Collectors.counting())))
        .allSatisfy((name, count) -> assertThat(count).as(name).isOne());
    assertThat(docs)
        .filteredOn(doc -> doc.vocabulary().equals("naming: prometheus"))
        .hasSizeGreaterThan(150)
        .filteredOn(doc -> doc.type().equals("counter"))
        .allSatisfy(doc -> assertThat(doc.name()).endsWith("_total"));
    assertThat(docs)
        .filteredOn(doc -> doc.name().equals("redis.cpu.time"))
        .singleElement()
        .satisfies(doc -> {
          assertThat(doc.stored()).isEqualTo("redis_cpu_time_seconds_total");
          assertThat(doc.attributes()).containsExactly("state");
          assertThat(doc.source()).contains("used_cpu_sys", "used_cpu_user_children");
        });
  }

  @Test
  void infoIsReadByNamesAndOddValuesAreNone() {
    InfoFields info =
        InfoFields.parse(
            """
            # Memory\r
            mem_fragmentation_ratio:inf\r
            rdb_current_bgsave_time_sec:-1\r
            rdb_last_bgsave_status:ok\r
            aof_last_write_status:err\r
            db17:keys=4,expires=1,avg_ttl=7,subexpiry=2\r
            """);
    assertThat(info.number("mem_fragmentation_ratio")).isEmpty();
    assertThat(InfoFields.number("-nan", false)).isEmpty();
    assertThat(info.number("rdb_current_bgsave_time_sec")).hasValue(-1);
    assertThat(InfoFields.number("-1", true)).isEmpty();
    assertThat(info.number("rdb_last_bgsave_status")).hasValue(1);
    assertThat(info.number("aof_last_write_status")).hasValue(0);
    assertThat(InfoFields.parts(info.get("db17", ""))).containsEntry("subexpiry", "2");
  }

  @Test
  void valkeyHasAVersionOfItsOwn() {
    Identity valkey =
        Identity.of(
            InfoFields.parse("redis_version:7.2.4\nvalkey_version:8.1.3\nserver_mode:cluster"));
    assertThat(valkey.version()).isEqualTo("8.1.3");
    assertThat(valkey.mode()).isEqualTo("cluster");
    assertThat(valkey.atLeast(8, 1)).isTrue();
    assertThat(valkey.atLeast(8, 2)).isFalse();
    assertThat(Identity.of(InfoFields.NONE).atLeast(5, 0)).isFalse();
  }

  @Test
  void aRestartIsAnotherRunAndAResetIsFewerCommands() {
    Origins origins = new Origins();
    Instant time = Instant.parse("2026-01-01T00:01:00Z");
    origins.learn(run("a", 60, 100), time);
    assertThat(origins.serverStart()).isEqualTo("2026-01-01T00:00:00Z");
    origins.learn(run("a", 121, 200), time.plusSeconds(60));
    assertThat(origins.serverStart()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(origins.statisticsRestarted()).isFalse();
    origins.learn(run("a", 180, 5), time.plusSeconds(120));
    assertThat(origins.statisticsRestarted()).isTrue();
    origins.learn(run("b", 10, 1), time.plusSeconds(180));
    assertThat(origins.statisticsRestarted()).isFalse();
    assertThat(origins.serverStart()).isEqualTo("2026-01-01T00:03:50Z");
  }

  private static InfoFields run(String id, int uptime, int commands) {
    return InfoFields.parse(
        "run_id:%s\nuptime_in_seconds:%d\ntotal_commands_processed:%d"
            .formatted(id, uptime, commands));
  }

  @Test
  void refusalsNameTheGrant() {
    assertThat(
            RedisErrors.answer("LATENCY HISTOGRAM", "NOPERM this user has no permissions", "otelgw")
                .cure())
        .isEqualTo("ACL SETUSER otelgw +latency|histogram");
    assertThat(RedisErrors.answer("INFO all", "NOPERM no", "default").cure())
        .isEqualTo("ACL SETUSER default +info");
    assertThat(RedisErrors.code("ERR max number of clients reached")).isEqualTo("max_clients");
    assertThat(RedisErrors.code("ERR unknown command 'LATENCY'")).isEqualTo("unknown_command");
    assertThat(RedisErrors.code("ERR invalid password")).isEqualTo("WRONGPASS");
  }

  @Test
  void theDefaultsAreOneServerEachMinute() {
    RedisConfig config = new RedisConfig();
    assertThat(config.servers())
        .singleElement()
        .satisfies(server -> {
          assertThat(server.address()).hasToString("localhost:6379");
          assertThat(server.tls()).isNull();
        });
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.initialDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.naming()).isEqualTo(Naming.OTEL);
    assertThat(CheckedConfig.problems(config)).isEmpty();
  }

  @Test
  void targetsTakeWhatTheyLeaveOutFromTheReceiver() {
    RedisConfig config =
        with(
            "localhost:6379",
            "tcp",
            List.of(
                new RedisTargetConfig("a:1", null, null, null),
                new RedisTargetConfig("b:2", "other", new Secret("word"), null)));
    assertThat(config.servers())
        .extracting(RedisConfig.Server::username)
        .containsExactly("me", "other");
    assertThat(config.servers())
        .extracting(server -> server.password().reveal())
        .containsExactly("pass", "word");
  }

  private static RedisConfig with(
      String endpoint, String transport, List<RedisTargetConfig> targets) {
    return new RedisConfig(
        endpoint,
        transport,
        "me",
        new Secret("pass"),
        null,
        targets,
        Duration.ofSeconds(10),
        Duration.ofSeconds(-1),
        Duration.ofSeconds(20),
        Naming.OTEL,
        Map.of("nope", new GroupConfig()),
        Map.of("redis.nope", new Toggle(), "redis_up", new Toggle(), "redis_hz", new Toggle()),
        Map.of("redis.colour", new Toggle()));
  }

  @Test
  void whatIsWrongIsSaidByKey() {
    RedisTargetConfig twice = new RedisTargetConfig("a:1", null, null, null);
    assertThat(CheckedConfig.problems(with("localhost", "unix", List.of())))
        .anySatisfy(line -> assertThat(line).startsWith("endpoint: "))
        .contains("transport: \"unix\" is not supported; use tcp")
        .contains("initial_delay: is negative; use a time such as 60s, or 0")
        .anySatisfy(line -> assertThat(line).startsWith("warning timeout: is longer"))
        .anySatisfy(line -> assertThat(line).startsWith("groups.nope: no such group"))
        .anySatisfy(line -> assertThat(line).startsWith("metrics.redis.nope: no such metric"))
        .anySatisfy(line -> assertThat(line).startsWith("warning metrics.redis_hz: has no effect"))
        .anySatisfy(
            line -> assertThat(line).startsWith("resource_attributes.redis.colour: no such"));
    assertThat(CheckedConfig.problems(with("localhost:1", "tcp", List.of(twice, twice))))
        .contains("targets: a:1 stands there twice");
  }
}
