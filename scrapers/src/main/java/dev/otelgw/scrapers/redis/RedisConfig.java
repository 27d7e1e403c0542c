package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.ScrapeSettings;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configuration of the receiver {@code redis}. */
public record RedisConfig(
    @Setting("Address of the server; not looked at where there are targets.") String endpoint,
    @Setting("How to connect: tcp.") String transport,
    @Setting("User of an access control list; empty for the default one.") String username,
    @Setting("Password of that user, or requirepass.") Secret password,
    @Setting("TLS, where this is there and does not say insecure: true; else plain text.")
        @Nullable ClientTlsConfig tls,
    @Setting(ScrapeSettings.TARGETS) List<RedisTargetConfig> targets,
    @Setting(ScrapeSettings.COLLECTION_INTERVAL) Duration collectionInterval,
    @Setting(ScrapeSettings.INITIAL_DELAY) Duration initialDelay,
    @Setting(ScrapeSettings.TIMEOUT) Duration timeout,
    @Setting(ScrapeSettings.NAMING) Naming naming,
    @Setting(ScrapeSettings.GROUPS) Map<String, GroupConfig> groups,
    @Setting(ScrapeSettings.METRICS) Map<String, Toggle> metrics,
    @Setting(ScrapeSettings.RESOURCE_ATTRIBUTES) Map<String, Toggle> resourceAttributes)
    implements Checked {

  /** The server on this machine, each minute. */
  public RedisConfig() {
    this(new ScrapeSettings());
  }

  private RedisConfig(ScrapeSettings defaults) {
    this(
        "localhost:6379",
        "tcp",
        "",
        new Secret(""),
        null,
        List.of(),
        defaults.collectionInterval(),
        defaults.initialDelay(),
        defaults.timeout(),
        defaults.naming(),
        defaults.groups(),
        defaults.metrics(),
        defaults.resourceAttributes());
  }

  /** Copies the collections. */
  public RedisConfig {
    targets = List.copyOf(targets);
    groups = Map.copyOf(groups);
    metrics = Map.copyOf(metrics);
    resourceAttributes = Map.copyOf(resourceAttributes);
  }

  @Override
  public void check(Problems problems) {
    if (targets.isEmpty()) {
      HostPort.check("endpoint", endpoint, "localhost:6379", problems);
    }
    if (!transport.equals("tcp")) {
      problems.error("transport", "\"%s\" is not supported; use tcp".formatted(transport));
    }
    Set<String> endpoints = new HashSet<>();
    for (RedisTargetConfig target : targets) {
      if (!endpoints.add(target.endpoint())) {
        problems.error("targets", "%s stands there twice".formatted(target.endpoint()));
      }
    }
    scraping().check(RedisSystem.SYSTEM, problems);
  }

  ScrapeSettings scraping() {
    return new ScrapeSettings(
        collectionInterval, initialDelay, timeout, naming, groups, metrics, resourceAttributes);
  }

  /** A server, with everything that is said of it here or there. */
  record Server(
      HostPort address, String username, Secret password, @Nullable ClientTlsConfig tls) {}

  List<Server> servers() {
    if (targets.isEmpty()) {
      return List.of(new Server(HostPort.parse(endpoint), username, password, tls));
    }
    return targets.stream()
        .map(target ->
            new Server(
                HostPort.parse(target.endpoint()),
                target.username() == null ? username : target.username(),
                target.password() == null ? password : target.password(),
                target.tls() == null ? tls : target.tls()))
        .toList();
  }
}
