package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Each database. */
final class KeyspaceRows {

  private static final Metric KEYS = otel("redis.db.keys", "{key}", "Keys.", "keys");
  private static final Metric EXPIRES =
      otel("redis.db.expires", "{key}", "Keys that expire some time.", "expires");
  private static final Metric AVG_TTL =
      otel("redis.db.avg_ttl", "ms", "Mean time to live of keys that expire.", "avg_ttl");
  static final Metric PROM_KEYS = prometheus("redis_db_keys", "Keys.", "keys");
  private static final Metric PROM_EXPIRES =
      prometheus("redis_db_keys_expiring", "Keys that expire some time.", "expires");
  private static final Metric PROM_AVG_TTL =
      prometheus("redis_db_avg_ttl_seconds", "Mean time to live.", "avg_ttl");
  private static final Metric PROM_CACHED =
      prometheus("redis_db_keys_cached", "Keys in KeyDB's cache.", "cached_keys");
  private static final Metric PROM_ITEMS =
      prometheus(
          "redis_db_keys_with_expiring_items",
          "Keys with items that expire some time.",
          "subexpiry, keys_with_volatile_items");

  static final List<Metric> METRICS =
      List.of(
          KEYS, EXPIRES, AVG_TTL, PROM_KEYS, PROM_EXPIRES, PROM_AVG_TTL, PROM_CACHED, PROM_ITEMS);

  private KeyspaceRows() {}

  private static Metric otel(String name, String unit, String description, String part) {
    return Metric.otel(name, Kind.GAUGE, unit, description)
        .by("db")
        .in("keyspace", "INFO dbN " + part);
  }

  private static Metric prometheus(String name, String description, String part) {
    return Metric.prometheus(name, Kind.GAUGE, description)
        .by("db")
        .in("keyspace", "INFO dbN " + part);
  }

  /**
   * Writes them.
   *
   * @param databases how many there are, empty ones among them; 0 if unknown
   */
  static void write(InfoFields info, int databases, Points points) {
    Set<String> seen = new HashSet<>();
    info.parts(
        "db",
        (number, parts) -> {
          if (!number.isEmpty() && number.chars().allMatch(Character::isDigit)) {
            seen.add(number);
            database(number, parts, points);
          }
        });
    for (int i = 0; i < databases; i++) {
      if (!seen.contains(Integer.toString(i))) {
        points.add(PROM_KEYS, 0, "db" + i);
        points.add(PROM_EXPIRES, 0, "db" + i);
      }
    }
  }

  private static void database(String number, Map<String, String> parts, Points points) {
    part(parts, "keys", 1, KEYS, number, points);
    part(parts, "expires", 1, EXPIRES, number, points);
    part(parts, "avg_ttl", 1, AVG_TTL, number, points);
    String name = "db" + number;
    part(parts, "keys", 1, PROM_KEYS, name, points);
    part(parts, "expires", 1, PROM_EXPIRES, name, points);
    part(parts, "avg_ttl", 1e-3, PROM_AVG_TTL, name, points);
    part(parts, "cached_keys", 1, PROM_CACHED, name, points);
    part(parts, "subexpiry", 1, PROM_ITEMS, name, points);
    part(parts, "keys_with_volatile_items", 1, PROM_ITEMS, name, points);
  }

  private static void part(
      Map<String, String> parts,
      String part,
      double factor,
      Metric metric,
      String db,
      Points points) {
    OptionalDouble value = InfoFields.number(parts.getOrDefault(part, ""), false);
    value.ifPresent(number -> points.add(metric, number * factor, db));
  }
}
