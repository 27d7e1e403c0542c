package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.Group;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.ScrapeSettings;
import dev.otelgw.scrapers.scraping.ScrapedSystem;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Configuration of the receiver {@code postgresql}. */
public record PostgresConfig(
    @Setting("Address of the server; not looked at where there are targets.") String endpoint,
    @Setting("How to connect: tcp.") String transport,
    @Setting("User to connect as; pg_monitor is all that it needs.") String username,
    @Setting("Password of that user.") Secret password,
    @Setting("Databases to look at; empty for all but templates.") List<String> databases,
    @Setting("Databases to leave out.") List<String> excludeDatabases,
    @Setting("Database to connect to for everything that is not of one database.")
        String connectDatabase,
    @Setting("TLS, with the authorities of the Java runtime unless said; insecure: true for none.")
        ClientTlsConfig tls,
    @Setting("Bounds of the sessions with one server.") ConnectionPoolConfig connectionPool,
    @Setting(ScrapeSettings.TARGETS) List<PostgresTargetConfig> targets,
    @Setting(ScrapeSettings.COLLECTION_INTERVAL) Duration collectionInterval,
    @Setting(ScrapeSettings.INITIAL_DELAY) Duration initialDelay,
    @Setting(ScrapeSettings.TIMEOUT) Duration timeout,
    @Setting(ScrapeSettings.NAMING) Naming naming,
    @Setting(ScrapeSettings.GROUPS) Map<String, GroupConfig> groups,
    @Setting(ScrapeSettings.METRICS) Map<String, Toggle> metrics,
    @Setting(ScrapeSettings.RESOURCE_ATTRIBUTES) Map<String, Toggle> resourceAttributes,
    @Setting(
            "How many names of a kind are sent, the rest being other: databases, tables, indexes,"
                + " queries, wait_events; and visited_databases, how many are visited for their"
                + " tables.")
        Map<String, Integer> limits,
    @Setting("Statements of your own, each a group of metrics.") List<QueryConfig> queries)
    implements Checked {

  /** No statement may take longer than that, whatever the scrape may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The server on this machine, each minute. */
  public PostgresConfig() {
    this(new ScrapeSettings());
  }

  private PostgresConfig(ScrapeSettings defaults) {
    this(
        "localhost:5432",
        "tcp",
        "",
        new Secret(""),
        List.of(),
        List.of(),
        "postgres",
        new ClientTlsConfig(),
        new ConnectionPoolConfig(),
        List.of(),
        defaults.collectionInterval(),
        defaults.initialDelay(),
        defaults.timeout(),
        defaults.naming(),
        defaults.groups(),
        defaults.metrics(),
        defaults.resourceAttributes(),
        Map.of(),
        List.of());
  }

  /** Copies the collections. */
  public PostgresConfig {
    databases = List.copyOf(databases);
    excludeDatabases = List.copyOf(excludeDatabases);
    targets = List.copyOf(targets);
    groups = Map.copyOf(groups);
    metrics = Map.copyOf(metrics);
    resourceAttributes = Map.copyOf(resourceAttributes);
    limits = Map.copyOf(limits);
    queries = List.copyOf(queries);
  }

  @Override
  public void check(Problems problems) {
    if (targets.isEmpty()) {
      HostPort.check("endpoint", endpoint, "localhost:5432", problems);
    }
    if (username.isEmpty() && targets.stream().noneMatch(target -> target.username() != null)) {
      problems.error("username", "is empty; name a user that is a member of pg_monitor");
    }
    if (!transport.equals("tcp")) {
      problems.error("transport", "\"%s\" is not supported; use tcp".formatted(transport));
    }
    Set<String> endpoints = new HashSet<>();
    for (PostgresTargetConfig target : targets) {
      if (!endpoints.add(target.endpoint())) {
        problems.error("targets", "%s stands there twice".formatted(target.endpoint()));
      }
    }
    limits.forEach((name, limit) -> {
      Set<String> known = PostgresSystem.limits().keySet();
      if (!known.contains(name)) {
        problems.error("limits." + name, "no such limit; there are: " + String.join(", ", known));
      } else if (limit < 1) {
        problems.error("limits." + name, "must be at least 1");
      }
    });
    if (checkQueries(problems)) {
      scraping().check(system(), problems);
    }
  }

  private boolean checkQueries(Problems problems) {
    Set<String> taken =
        PostgresSystem.SYSTEM.groups().stream()
            .map(Group::name)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> names =
        PostgresSystem.SYSTEM.metrics().stream().map(Metric::name).collect(Collectors.toSet());
    for (QueryConfig query : queries) {
      if (!taken.add(query.name())) {
        problems.error("queries", "the name %s is taken".formatted(query.name()));
        return false;
      }
      try {
        for (Row row : query.query(naming).rows()) {
          if (names.contains(row.metric().name())) {
            problems.error(
                "queries",
                "%s: the metric %s is a built-in one".formatted(query.name(), row.metric().name()));
          }
        }
      } catch (IllegalArgumentException _) {
        // The query says so itself.
        return false;
      }
    }
    return true;
  }

  ScrapeSettings scraping() {
    return new ScrapeSettings(
        collectionInterval, initialDelay, timeout, naming, groups, metrics, resourceAttributes);
  }

  ScrapedSystem system() {
    return PostgresSystem.with(
        queries, QueryTable.metrics(queries.stream().map(query -> query.query(naming)).toList()));
  }

  /** A server, with everything that is said of it here or there. */
  record Server(
      HostPort address,
      String username,
      Secret password,
      String connectDatabase,
      ClientTlsConfig tls) {}

  List<Server> servers() {
    if (targets.isEmpty()) {
      return List.of(
          new Server(HostPort.parse(endpoint), username, password, connectDatabase, tls));
    }
    return targets.stream()
        .map(target ->
            new Server(
                HostPort.parse(target.endpoint()),
                or(target.username(), username),
                or(target.password(), password),
                or(target.connectDatabase(), connectDatabase),
                or(target.tls(), tls)))
        .toList();
  }

  private static <T> T or(@Nullable T its, T ours) {
    return its == null ? ours : its;
  }

  /** What is to be read of each server. */
  Reads reads() {
    return new Reads(
        Stream.concat(
                PostgresSystem.QUERIES.stream(), queries.stream().map(query -> query.query(naming)))
            .toList(),
        naming,
        databases,
        excludeDatabases,
        limits);
  }

  /** How often a database's sizes are read at most. */
  Duration sizesInterval() {
    GroupConfig said = groups.get(PostgresSystem.SIZES);
    return said == null || said.interval() == null
        ? PostgresSystem.SIZES_INTERVAL
        : said.interval();
  }

  /** Bound of one statement: a scrape that hangs in one should still be able to say so. */
  Duration patience() {
    Duration half = timeout.dividedBy(2);
    return half.compareTo(PATIENCE) < 0 ? half : PATIENCE;
  }
}
