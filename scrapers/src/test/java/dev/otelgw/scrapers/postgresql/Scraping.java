package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.RunningReceiver;
import dev.otelgw.scrapers.scraping.Scraped;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A running receiver with a short interval, and what it sent. */
final class Scraping implements AutoCloseable {

  private final RunningReceiver receiver;

  private Scraping(PostgresConfig config) {
    receiver = RunningReceiver.start(new PostgresReceiverFactory(), "postgresql", config);
  }

  static Scraping of(PostgresConfig config) {
    return new Scraping(config);
  }

  static Scraping of(PostgresServer server, Naming naming) {
    return new Scraping(new Wish(server.endpoint()).naming(naming).config());
  }

  /** A configuration in the making. Everything is read with each scrape. */
  static final class Wish {

    private final String endpoint;
    private String username = "postgres";
    private String password = "secret";
    private Duration interval = Duration.ofMillis(300);
    private Duration timeout = Duration.ofSeconds(5);
    private Naming naming = Naming.OTEL;
    private ClientTlsConfig tls = insecure();
    private final Map<String, Toggle> metrics = new HashMap<>();
    private final Map<String, Integer> limits = new HashMap<>();
    private final Map<String, GroupConfig> groups = new HashMap<>();
    private List<String> excluded = List.of();
    private List<QueryConfig> queries = List.of();
    private List<PostgresTargetConfig> targets = List.of();
    private String database = "postgres";

    Wish(String endpoint) {
      this.endpoint = endpoint;
      for (String slow : List.of("sizes", "wal", "statements")) {
        groups.put(slow, new GroupConfig(true, Duration.ZERO));
      }
    }

    Wish as(String user, String itsPassword) {
      username = user;
      password = itsPassword;
      return this;
    }

    Wish every(Duration itsInterval, Duration itsTimeout) {
      interval = itsInterval;
      timeout = itsTimeout;
      return this;
    }

    Wish naming(Naming vocabulary) {
      naming = vocabulary;
      return this;
    }

    Wish tls(ClientTlsConfig config) {
      tls = config;
      return this;
    }

    Wish on(String... names) {
      for (String name : names) {
        metrics.put(name, new Toggle(true));
      }
      return this;
    }

    Wish group(String name, boolean enabled) {
      groups.put(name, new GroupConfig(enabled, Duration.ZERO));
      return this;
    }

    Wish group(String name, Duration itsInterval) {
      groups.put(name, new GroupConfig(true, itsInterval));
      return this;
    }

    Wish limit(String name, int most) {
      limits.put(name, most);
      return this;
    }

    Wish without(String... databases) {
      excluded = List.of(databases);
      return this;
    }

    Wish queries(QueryConfig... own) {
      queries = List.of(own);
      return this;
    }

    Wish targets(PostgresTargetConfig... several) {
      targets = List.of(several);
      return this;
    }

    Wish in(String itsDatabase) {
      database = itsDatabase;
      return this;
    }

    PostgresConfig config() {
      return new PostgresConfig(
          endpoint,
          "tcp",
          username,
          new Secret(password),
          List.of(),
          excluded,
          database,
          tls,
          new ConnectionPoolConfig(),
          targets,
          interval,
          Duration.ZERO,
          timeout,
          naming,
          groups,
          metrics,
          Map.of(),
          limits,
          queries);
    }
  }

  /** Plain text. */
  static ClientTlsConfig insecure() {
    return tls(true, "");
  }

  static ClientTlsConfig tls(boolean insecure, String caFile) {
    ClientTlsConfig plain = new ClientTlsConfig();
    return new ClientTlsConfig(
        insecure,
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
  }

  /** The next scrape that begins after this call. */
  Scraped next() {
    return receiver.next();
  }

  /** Waits for a scrape of which that holds. */
  Scraped until(String what, Predicate<Scraped> condition) {
    return receiver.until(what, condition);
  }

  @Override
  public void close() {
    receiver.close();
  }
}
