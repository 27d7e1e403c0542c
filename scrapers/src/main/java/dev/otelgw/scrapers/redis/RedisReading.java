package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.redis.RedisConnection.Reply;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** One scrape: everything is asked for at once, then written group by group. */
final class RedisReading implements Reading {

  private static final String INFO = "INFO all";
  private static final String CLUSTER = "CLUSTER INFO";

  /** CONFIG RESETSTAT leaves these alone. */
  private static final Set<String> OF_THE_PROCESS = Set.of("server", "cpu");

  private final RedisScraper scraper;
  private final Deadline deadline;
  private Answers answers = new Answers(InfoFields.NONE, InfoFields.NONE, Map.of());
  private List<String> asked = List.of();

  RedisReading(RedisScraper scraper, Deadline deadline) {
    this.scraper = scraper;
    this.deadline = deadline;
  }

  @Override
  public void prepare(Set<String> groups, Points into) throws ScrapeFailure {
    List<String> commands = new ArrayList<>(List.of(INFO));
    groups.forEach(group -> commands.addAll(commands(group, into)));
    if (groups.contains("keyspace")
        && into.wants(KeyspaceRows.PROM_KEYS)
        && !scraper.identity().sentinel()) {
      commands.add(ConfigRows.DATABASES);
    }
    asked = commands.stream().distinct().toList();
    Map<String, Reply> replies = scraper.ask(asked, deadline);
    Reply info = replies.get(INFO);
    if (info == null) {
      throw scraper.refused(INFO);
    }
    Reply cluster = replies.get(CLUSTER);
    answers =
        new Answers(
            InfoFields.parse(info.text()),
            cluster == null ? InfoFields.NONE : InfoFields.parse(cluster.text()),
            replies);
    scraper.origins().learn(answers.info(), into.time());
  }

  /** What a group needs beyond INFO, of such a server. */
  private List<String> commands(String group, Points into) {
    Identity identity = scraper.identity();
    return switch (group) {
      case "cluster" -> identity.clusterEnabled() ? List.of(CLUSTER) : List.of();
      case "sentinel" -> identity.sentinel() ? List.of(SentinelRows.MASTERS) : List.of();
      case "slowlog" -> identity.sentinel() ? List.of() : slowlog(identity, into);
      case "latency" ->
          identity.sentinel()
              ? List.of()
              : identity.atLeast(7, 0)
                  ? List.of(LatencyRows.HISTOGRAM, LatencyRows.LATEST)
                  : List.of(LatencyRows.LATEST);
      case "config" -> identity.sentinel() ? List.of() : config(into);
      default -> List.of();
    };
  }

  private static List<String> slowlog(Identity identity, Points into) {
    Stream<String> plain = Stream.of(SlowlogRows.LEN);
    Stream<String> last =
        into.wants(SlowlogRows.PROM_LAST_ID) ? Stream.of(SlowlogRows.LAST) : Stream.empty();
    Stream<String> logs =
        identity.valkey() && identity.atLeast(8, 1)
            ? SlowlogRows.COMMANDLOGS.keySet().stream()
            : Stream.empty();
    return Stream.of(plain, last, logs).flatMap(stream -> stream).toList();
  }

  private static List<String> config(Points into) {
    Stream<String> threads =
        into.wants(ConfigRows.PROM_IO_THREADS) ? Stream.of(ConfigRows.IO_THREADS) : Stream.empty();
    Stream<String> buffers =
        into.wants(ConfigRows.LIMIT) ? Stream.of(ConfigRows.BUFFERS) : Stream.empty();
    return Stream.concat(threads, buffers).toList();
  }

  @Override
  public void read(String group, Points into) {
    InfoFields info = answers.info();
    Points counters =
        RedisScraper.counters(scraper.origins(), !OF_THE_PROCESS.contains(group), into);
    fields(group, into, counters);
    switch (group) {
      case "server" -> InstanceRows.server(info, into);
      case "replication" -> {
        ReplicationRows.write(info, into);
        InstanceRows.role(info, into);
      }
      case "keyspace" -> KeyspaceRows.write(info, ConfigRows.databases(answers), into);
      case "commands" -> CommandRows.commands(info, counters);
      case "errors" -> CommandRows.errors(info, counters);
      case "cluster" -> ClusterRows.write(answers.cluster(), into);
      case "sentinel" -> SentinelRows.write(answers, into);
      case "slowlog" -> SlowlogRows.write(answers, into);
      case "latency" -> scraper.latency().write(answers, into, counters);
      case "config" -> ConfigRows.write(answers, into);
      default -> {
        // All that there is stands in the table.
      }
    }
    Stream.concat(
            commands(group, into).stream(),
            group.equals("keyspace") ? Stream.of(ConfigRows.DATABASES) : Stream.empty())
        .filter(asked::contains)
        .filter(command -> !answers.replies().containsKey(command))
        .map(scraper::refused)
        .forEach(into::failed);
  }

  private void fields(String group, Points into, Points counters) {
    Stream.of(RedisSystem.OTEL, RedisSystem.PROMETHEUS)
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.metric().group().equals(group) && into.wants(row.metric()))
        .forEach(row -> {
          String value = answers.info().get(row.field());
          if (value == null) {
            value = answers.cluster().get(row.field());
          }
          if (value != null) {
            OptionalDouble number = InfoFields.number(value, row.unsigned());
            number.ifPresent(it ->
                counters.add(row.metric(), it * row.factor(), row.values().toArray(String[]::new)));
          }
        });
  }
}
