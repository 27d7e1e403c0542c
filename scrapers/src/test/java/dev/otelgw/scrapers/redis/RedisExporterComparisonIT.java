package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Exposition;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code naming: prometheus}: what redis_exporter says of the same server, we say too. */
class RedisExporterComparisonIT {

  /** About the exporter's own program, its HTTP server, and features that look at keys. */
  private static final List<String> ITS_OWN =
      List.of(
          "go_",
          "process_",
          "promhttp_",
          "redis_exporter_build_info",
          "redis_exporter_scrape_duration_seconds",
          "redis_target_scrape_request_errors_total",
          "redis_last_key_groups_scrape_duration_milliseconds");

  /** What changes from one moment to the next, if only since somebody asks. */
  private static final List<String> MOVES =
      List.of(
          "redis_exporter_",
          "redis_allocator_",
          "redis_mem_",
          "redis_memory_used",
          "redis_cpu_",
          "redis_net_",
          "redis_commands_",
          "redis_connections_received_total",
          "redis_connected_clients",
          "redis_latency_percentiles_usec",
          "redis_total_reads_processed",
          "redis_total_writes_processed",
          "redis_client_recent_max_",
          "redis_uptime_in_seconds",
          "redis_start_time_seconds",
          "redis_slowlog_last_id",
          "redis_db_avg_ttl_seconds");

  @TempDir Path folder;

  @Test
  void everythingThatItShowsWeShowAlike() throws Exception {
    RedisServer.need("prometheus-redis-exporter");
    try (RedisServer server = RedisServer.start(folder, "--maxmemory", "64mb")) {
      server.cli("mset", "a", "1", "b", "2");
      server.cli("-n", "2", "set", "c", "1");
      server.cli("lpush", "a", "1");
      server.cli("get", "nothing");
      server.cli("config", "set", "slowlog-log-slower-than", "1000000");
      Exposition theirs = theirs(server);
      try (Scraping scraping = Scraping.of(server, Naming.PROMETHEUS)) {
        Scraped ours = scraping.next();
        // Once more, so that it has seen our commands too.
        theirs.series().keySet().retainAll(theirs(server).series().keySet());
        assertThat(differences(theirs, ours)).isEmpty();
        assertThat(theirs.series()).hasSizeGreaterThan(150);
      }
    }
  }

  private static List<String> differences(Exposition theirs, Scraped ours) {
    Map<String, Double> series = new TreeMap<>(theirs.series());
    series
        .keySet()
        .removeIf(name ->
            ITS_OWN.stream().anyMatch(name::startsWith)
                || ofItsCommands(name)
                // Newer versions of it have more labels than Debian's, and so have we.
                || (name.startsWith("redis_instance_info")
                    && ours.numbers().keySet().stream().anyMatch(own -> extended(name, own))));
    Map<String, String> types = new TreeMap<>(theirs.types());
    // Ours go as a gauge and two counters, which are stored under the same names.
    types.remove("redis_latency_percentiles_usec", "summary");
    return new Exposition(series, types)
        .differences(ours, name -> MOVES.stream().noneMatch(name::startsWith));
  }

  private static boolean extended(String theirs, String ours) {
    return Stream.of(theirs.split("[{},]", -1)).allMatch(ours::contains);
  }

  /** Commands that only it sends may not have been seen by the server when we asked. */
  private static boolean ofItsCommands(String series) {
    return series.contains("cmd=client|");
  }

  private Exposition theirs(RedisServer server) throws Exception {
    int port = OwnPorts.next();
    return Exposition.of(
        new ProcessBuilder(
            "prometheus-redis-exporter",
            "--redis.addr",
            "redis://" + server.endpoint(),
            "--include-system-metrics",
            "--web.listen-address",
            "127.0.0.1:" + port),
        port,
        folder.resolve("exporter.log"));
  }
}
