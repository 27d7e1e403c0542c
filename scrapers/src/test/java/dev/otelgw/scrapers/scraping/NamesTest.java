package dev.otelgw.scrapers.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Metric.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "redis.uptime, COUNTER, s, redis_uptime_seconds_total",
    "redis.commands, GAUGE, {ops}/s, redis_commands_per_second",
    "redis.memory.used, GAUGE, By, redis_memory_used_bytes",
    "redis.memory.fragmentation_ratio, GAUGE, 1, redis_memory_fragmentation_ratio",
    "redis.cluster.cluster_enabled, GAUGE, 1, redis_cluster_cluster_enabled_ratio",
    "postgresql.backends, UP_DOWN, 1, postgresql_backends",
    "x.total.bytes, COUNTER, By, x_bytes_total",
    "redis.keys.expired, COUNTER, {event}, redis_keys_expired_total",
  })
  void otelNamesAreStoredAsTheSpecificationSays(
      String name, Kind kind, String unit, String stored) {
    assertThat(StoredName.of(Metric.otel(name, kind, unit, ""))).isEqualTo(stored);
  }

  @Test
  void prometheusNamesStay() {
    assertThat(StoredName.of(Metric.prometheus("pg_stat_xact_commit", Kind.COUNTER, "")))
        .isEqualTo("pg_stat_xact_commit");
    assertThat(Metric.prometheus("pg_stat_xact_commit", Kind.COUNTER, "").monotonic()).isFalse();
    assertThat(Metric.prometheus("redis_x_total", Kind.COUNTER, "").monotonic()).isTrue();
  }

  @Test
  void theInstanceIdIsThatOfTheConventions() {
    // As Python's uuid.uuid5 computes it.
    assertThat(ServerResource.instanceId(new Target("localhost", 6379)))
        .hasToString("c33e9356-8610-5257-8ffe-b55c907a2cf0");
  }

  @Test
  void theSameObjectsAreChosenAndStayForAWhile() {
    TopObjects top = new TopObjects(2);
    assertThat(top.choose(Map.of("a", 3.0, "b", 2.0, "c", 1.0))).containsOnly("a", "b");
    for (int i = 1; i < TopObjects.STAYS; i++) {
      assertThat(top.choose(Map.of("a", 3.0, "b", 2.0, "c", 9.0))).containsOnly("a", "b");
    }
    assertThat(top.choose(Map.of("a", 3.0, "b", 2.0, "c", 9.0))).containsOnly("a", "c");
    assertThat(top.choose(Map.of("c", 9.0))).containsOnly("c");
    assertThat(new TopObjects(1).choose(Map.of("x", 1.0, "y", 1.0))).containsOnly("x");
  }
}
