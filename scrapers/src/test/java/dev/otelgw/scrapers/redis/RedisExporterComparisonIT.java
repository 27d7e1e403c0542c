package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Naming;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
      Map<String, Double> theirs = theirs(server);
      try (Scraping scraping = Scraping.of(server, Naming.PROMETHEUS)) {
        Scraped ours = scraping.next();
        // Once more, so that it has seen our commands too.
        theirs.keySet().retainAll(theirs(server).keySet());
        assertThat(differences(theirs, ours)).isEmpty();
        assertThat(theirs).hasSizeGreaterThan(150);
      }
    }
  }

  private static List<String> differences(Map<String, Double> theirs, Scraped ours) {
    List<String> differences = new ArrayList<>();
    theirs.forEach((series, value) -> {
      if (ITS_OWN.stream().anyMatch(series::startsWith) || ofItsCommands(series)) {
        return;
      }
      if (series.startsWith("redis_instance_info")) {
        // Newer versions of it have more labels than Debian's, and so have we.
        if (ours.numbers().keySet().stream().noneMatch(own -> extended(series, own))) {
          differences.add("missing: " + series);
        }
      } else if (!ours.has(series)) {
        differences.add("missing: " + series);
      } else if (MOVES.stream().noneMatch(series::startsWith)
          && Math.abs(ours.value(series) - value) > 1e-9) {
        differences.add("%s: theirs %s, ours %s".formatted(series, value, ours.value(series)));
      }
    });
    return differences;
  }

  private static boolean extended(String theirs, String ours) {
    return Stream.of(theirs.split("[{},]", -1)).allMatch(ours::contains);
  }

  /** Commands that only it sends may not have been seen by the server when we asked. */
  private static boolean ofItsCommands(String series) {
    return series.contains("cmd=client|");
  }

  /** Its exposition as {@code name{a=b}}, labels sorted, empty ones left out. */
  private Map<String, Double> theirs(RedisServer server) throws Exception {
    int port = OwnPorts.next();
    Process exporter =
        new ProcessBuilder(
                "prometheus-redis-exporter",
                "--redis.addr",
                "redis://" + server.endpoint(),
                "--include-system-metrics",
                "--web.listen-address",
                "127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("exporter.log").toFile())
            .start();
    try {
      Map<String, Double> series = new TreeMap<>();
      Await.until(
          "the exporter answers",
          () -> {
            page(port).ifPresent(page -> page.lines().forEach(line -> put(line, series)));
            return !series.isEmpty();
          });
      return series;
    } finally {
      exporter.destroyForcibly().waitFor();
    }
  }

  private static Optional<String> page(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(response.body());
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(String line, Map<String, Double> into) {
    if (line.startsWith("#") || line.isBlank()) {
      return;
    }
    int space = line.lastIndexOf(' ');
    String series = line.substring(0, space);
    int brace = series.indexOf('{');
    if (brace >= 0) {
      String labels =
          Arrays.stream(series.substring(brace + 1, series.length() - 1).split("(?<=\"),", -1))
              .filter(label -> !label.endsWith("=\"\""))
              .map(label -> label.replace("\"", ""))
              .sorted()
              .collect(Collectors.joining(","));
      series = series.substring(0, brace) + (labels.isEmpty() ? "" : "{" + labels + "}");
    }
    into.put(series, Double.valueOf(line.substring(space + 1)));
  }
}
