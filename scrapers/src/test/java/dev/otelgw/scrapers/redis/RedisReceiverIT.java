package dev.otelgw.scrapers.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.ProcessTree;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver against real servers; their numbers are read by redis-cli beside it. */
class RedisReceiverIT {

  @TempDir Path folder;

  @Test
  void valuesAreThoseOfInfo() {
    try (RedisServer server = RedisServer.start(folder, "--maxmemory", "100mb");
        Scraping scraping = Scraping.of(server, Naming.OTEL)) {
      server.cli("mset", "a", "1", "b", "2", "c", "3");
      server.cli("-n", "3", "set", "d", "1", "EX", "1000");
      Scraped scraped =
          scraping.until(
              "the keys",
              one -> one.has("redis.db.keys{db=3}") && one.value("redis.db.avg_ttl{db=3}") > 0);
      InfoFields info = server.info();
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
      assertThat(scraped.value("redis.db.keys{db=0}")).isEqualTo(3);
      assertThat(scraped.value("redis.db.expires{db=3}")).isEqualTo(1);
      assertThat(scraped.value("redis.db.avg_ttl{db=3}")).isBetween(900_000.0, 1_000_000.0);
      assertThat(scraped.value("redis.maxmemory")).isEqualTo(100 * 1024 * 1024);
      assertThat(scraped.value("redis.memory.used"))
          .isCloseTo(info.number("used_memory").getAsDouble(), within(500_000.0));
      assertThat(scraped.value("redis.uptime"))
          .isCloseTo(info.number("uptime_in_seconds").getAsDouble(), within(5.0));
      assertThat(scraped.value("redis.rdb.last_save.ok")).isEqualTo(1);
      assertThat(scraped.value("redis.cpu.time{state=sys}"))
          .isCloseTo(info.number("used_cpu_sys").getAsDouble(), within(0.5));
      assertThat(scraped.has("redis.rdb.current_save.duration")).isFalse();
      assertThat(scraped.has("redis.cmd.calls{cmd=mset}")).isFalse();
      assertThat(scraped.resource())
          .containsEntry("redis.version", info.get("redis_version"))
          .containsEntry("server.address", "127.0.0.1")
          .containsEntry("server.port", Integer.toString(server.port()))
          .containsEntry("service.name", "redis")
          .containsEntry("db.system.name", "redis");
    }
  }

  @Test
  void countersAndHistogramsFollowTheLoad() {
    try (RedisServer server = RedisServer.start(folder);
        Scraping scraping = Scraping.of(server, Naming.OTEL, "redis.cmd.calls", "redis.cmd.usec")) {
      server.cli("set", "a", "0");
      double before =
          scraping
              .until("the first set", one -> one.has("redis.cmd.calls{cmd=set}"))
              .value("redis.commands.processed");
      server.cli("-r", "500", "set", "a", "1");
      Scraped after =
          scraping.until("the load", one -> one.value("redis.cmd.calls{cmd=set}") == 501);
      assertThat(after.value("redis.commands.processed") - before).isGreaterThanOrEqualTo(500);
      HistogramDataPoint set = after.histograms().get("redis.command.duration{cmd=set}");
      assertThat(set.getCount()).isEqualTo(501);
      assertThat(set.getBucketCountsList().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(501);
      assertThat(set.getSum())
          .isCloseTo(after.value("redis.cmd.usec{cmd=set}") / 1e6, within(1e-9));
      assertThat(set.getExplicitBoundsCount()).isEqualTo(LatencyRows.BOUNDS_USEC.size());
    }
  }

  @Test
  void aResetOfStatisticsStartsCountersAnewButNotThoseOfTheProcess() {
    try (RedisServer server = RedisServer.start(folder);
        Scraping scraping = Scraping.of(server, Naming.OTEL)) {
      server.cli("-r", "200", "set", "a", "1");
      Scraped before =
          scraping.until(
              "the load, twice",
              one ->
                  one.value("redis.commands.processed") > 200
                      && one.point("redis.commands.processed").getTimeUnixNano()
                          > one.point("redis.commands.processed").getStartTimeUnixNano());
      server.cli("config", "resetstat");
      Scraped after =
          scraping.until("the reset", one -> one.value("redis.commands.processed") < 100);
      assertThat(after.point("redis.commands.processed").getStartTimeUnixNano())
          .isGreaterThan(before.point("redis.commands.processed").getStartTimeUnixNano())
          .isGreaterThanOrEqualTo(before.point("redis.commands.processed").getTimeUnixNano());
      assertThat(after.point("redis.net.input").getStartTimeUnixNano())
          .isEqualTo(after.point("redis.commands.processed").getStartTimeUnixNano());
      assertThat(after.point("redis.uptime").getStartTimeUnixNano())
          .isEqualTo(before.point("redis.uptime").getStartTimeUnixNano());
      Scraped later = scraping.next();
      assertThat(later.point("redis.net.input").getStartTimeUnixNano())
          .isEqualTo(after.point("redis.net.input").getStartTimeUnixNano());
    }
  }

  @Test
  void aUserWithInfoAloneLosesOnlyWhatNeedsMore() {
    try (RedisServer server = RedisServer.start(folder)) {
      server.cli("acl", "setuser", "otelgw", "on", ">secret", "resetkeys", "-@all", "+info");
      RedisConfig config =
          Scraping.config(server.endpoint(), Naming.OTEL, "otelgw", "secret", null);
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isEqualTo(1);
        assertThat(scraped.value("redis.clients.connected")).isPositive();
        assertThat(scraped.value("scrape.errors{error.type=NOPERM,scrape.group=slowlog}"))
            .isPositive();
        assertThat(scraped.value("scrape.errors{error.type=NOPERM,scrape.group=latency}"))
            .isPositive();
        assertThat(scraped.has("redis.slowlog.length")).isFalse();
        // Asked once: the server counts each refusal, and shows it in its own log.
        assertThat(server.info().get("errorstat_NOPERM")).isEqualTo("count=3");
      }
    }
  }

  @Test
  void aUserWithoutInfoIsUpButGivesNothing() {
    try (RedisServer server = RedisServer.start(folder)) {
      server.cli("acl", "setuser", "otelgw", "on", ">secret", "-@all", "+ping");
      RedisConfig config =
          Scraping.config(server.endpoint(), Naming.OTEL, "otelgw", "secret", null);
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isEqualTo(1);
        assertThat(scraped.value("scrape.errors{error.type=NOPERM,scrape.group=connect}"))
            .isPositive();
        assertThat(scraped.has("redis.clients.connected")).isFalse();
      }
    }
  }

  @Test
  void aWrongPasswordIsDownAndSaysWhy() {
    try (RedisServer server = RedisServer.start(folder, "--requirepass", "right")) {
      RedisConfig wrong = Scraping.config(server.endpoint(), Naming.OTEL, "", "wrong", null);
      try (Scraping scraping = Scraping.of(wrong)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isZero();
        assertThat(scraped.value("scrape.errors{error.type=WRONGPASS,scrape.group=connect}"))
            .isPositive();
      }
      RedisConfig none = Scraping.config(server.endpoint(), Naming.OTEL, "", "", null);
      try (Scraping scraping = Scraping.of(none)) {
        assertThat(scraping.next().value("scrape.errors{error.type=NOAUTH,scrape.group=connect}"))
            .isPositive();
      }
      RedisConfig right = Scraping.config(server.endpoint(), Naming.OTEL, "", "right", null);
      try (Scraping scraping = Scraping.of(right)) {
        assertThat(scraping.next().value("scrape.up")).isEqualTo(1);
      }
    }
  }

  @Test
  void aServerThatIsKilledWhileItHangsInAScrapeIsScrapedAgainWhenItIsBack() {
    try (RedisServer server = RedisServer.start(folder);
        Scraping scraping = Scraping.of(server, Naming.OTEL)) {
      Scraped before = scraping.next();
      ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
      ProcessTree.signal(process, "STOP");
      Scraped hung = scraping.until("a hung scrape", one -> one.value("scrape.up") == 0);
      assertThat(hung.value("scrape.errors{error.type=timeout,scrape.group=connect}")).isPositive();
      ProcessTree.signal(process, "CONT");
      server.restart();
      Scraped back = scraping.until("it is back", one -> one.value("scrape.up") == 1);
      Scraped later = scraping.next();
      assertThat(later.value("scrape.up")).isEqualTo(1);
      assertThat(later.point("redis.commands.processed").getStartTimeUnixNano())
          .isGreaterThan(before.point("redis.commands.processed").getStartTimeUnixNano());
      assertThat(back.value("redis.uptime")).isLessThan(30);
    }
  }

  @Test
  void nothingIsAskedThatLooksAtKeys() {
    try (RedisServer server = RedisServer.start(folder);
        Scraping scraping = Scraping.of(server, Naming.PROMETHEUS)) {
      scraping.next();
      scraping.next();
      Set<String> commands = new TreeSet<>();
      server.info().parts("cmdstat_", (command, parts) -> commands.add(command));
      commands.remove("command|docs");
      assertThat(commands)
          .isSubsetOf(
              "info",
              "slowlog|len",
              "slowlog|get",
              "latency|histogram",
              "latency|latest",
              "config|get")
          .contains("info", "slowlog|len", "latency|histogram");
    }
  }

  @Test
  void replicasAndTheirLinkAreShown() {
    try (RedisServer primary = RedisServer.start(folder);
        RedisServer replica =
            RedisServer.start(folder, "--replicaof", "127.0.0.1 " + primary.port());
        Scraping ofPrimary = Scraping.of(primary, Naming.OTEL, "redis.role");
        Scraping ofReplica = Scraping.of(replica, Naming.OTEL, "redis.role")) {
      String labels =
          "{redis.replica.address=127.0.0.1:%d,redis.replica.state=online}"
              .formatted(replica.port());
      Scraped up =
          ofPrimary.until("the replica is online", one -> one.has("redis.replica.lag" + labels));
      assertThat(up.value("redis.slaves.connected")).isEqualTo(1);
      assertThat(up.has("redis.replica.offset_lag" + labels)).isTrue();
      assertThat(up.value("redis.role{role=primary}")).isEqualTo(1);
      assertThat(up.value("redis.replication.resyncs{type=full}")).isEqualTo(1);
      Scraped link =
          ofReplica.until(
              "the link is up",
              one ->
                  one.has("redis.replication.link.up")
                      && one.value("redis.replication.link.up") == 1);
      assertThat(link.value("redis.role{role=replica}")).isEqualTo(1);
    }
  }

  @Test
  void aClustersNodeShowsTheCluster() {
    try (RedisServer server = RedisServer.start(folder, "--cluster-enabled", "yes");
        Scraping otel = Scraping.of(server, Naming.OTEL, "redis.cluster.state");
        Scraping prometheus = Scraping.of(server, Naming.PROMETHEUS)) {
      assertThat(otel.next().value("redis.cluster.state{cluster_state=fail}")).isEqualTo(1);
      Scraped scraped = prometheus.next();
      assertThat(scraped.value("redis_cluster_enabled")).isEqualTo(1);
      assertThat(scraped.value("redis_cluster_known_nodes")).isEqualTo(1);
      assertThat(scraped.value("redis_cluster_state")).isZero();
      assertThat(scraped.has("redis_cluster_messages_sent_total")).isTrue();
    }
  }

  @Test
  void severalTargetsAreScrapedEachByItself() {
    try (RedisServer one = RedisServer.start(folder);
        RedisServer two = RedisServer.start(folder, "--requirepass", "two")) {
      RedisConfig plain = Scraping.config("localhost:1", Naming.OTEL, "", "", null);
      RedisConfig config =
          new RedisConfig(
              plain.endpoint(),
              plain.transport(),
              "",
              new Secret(""),
              null,
              List.of(
                  new RedisTargetConfig(one.endpoint(), null, null, null),
                  new RedisTargetConfig(two.endpoint(), null, new Secret("two"), null)),
              plain.collectionInterval(),
              Duration.ZERO,
              plain.timeout(),
              plain.naming(),
              Map.of(),
              Map.of(),
              Map.of());
      try (Scraping scraping = Scraping.of(config)) {
        for (RedisServer server : List.of(one, two)) {
          Scraped scraped =
              scraping.until(
                  server.endpoint(),
                  any -> any.resource().get("server.port").equals(Integer.toString(server.port())));
          assertThat(scraped.value("scrape.up")).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void tlsIsSpokenAndCertificatesAreChecked() {
    TestAuthority authority = TestAuthority.named("ours");
    Issued.Place files = authority.forLocalhost().write(folder, "server");
    Path ca = authority.write(folder.resolve("ca.crt"));
    int port = OwnPorts.next();
    try (RedisServer server =
        RedisServer.start(
            folder,
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            files.certificate().toString(),
            "--tls-key-file",
            files.key().toString(),
            "--tls-ca-cert-file",
            ca.toString(),
            "--tls-auth-clients",
            "no")) {
      String endpoint = "127.0.0.1:" + port;
      try (Scraping scraping = Scraping.of(tls(endpoint, ca.toString()))) {
        assertThat(scraping.next().value("scrape.up")).isEqualTo(1);
      }
      try (Scraping scraping = Scraping.of(tls(endpoint, ""))) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isZero();
        assertThat(scraped.value("scrape.errors{error.type=tls,scrape.group=connect}"))
            .isPositive();
      }
      assertThat(server.cli("ping")).isEqualTo("PONG");
    }
  }

  private static RedisConfig tls(String endpoint, String caFile) {
    ClientTlsConfig plain = new ClientTlsConfig();
    ClientTlsConfig tls =
        new ClientTlsConfig(
            false,
            false,
            "",
            caFile,
            "",
            false,
            "",
            "",
            "",
            plain.keyPem(),
            plain.minVersion(),
            "",
            List.of(),
            List.of(),
            plain.reloadInterval());
    return Scraping.config(endpoint, Naming.OTEL, "", "", tls);
  }
}
