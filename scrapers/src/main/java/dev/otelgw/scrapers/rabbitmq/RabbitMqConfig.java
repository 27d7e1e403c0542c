package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Checked;
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
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Configuration of the receiver {@code rabbitmq}. */
public record RabbitMqConfig(
    @Setting("URL of a node's management API; not looked at where there are targets.")
        String endpoint,
    @Setting(
            "URL of the node's plugin rabbitmq_prometheus; empty for port 15692 of the host of"
                + " endpoint.")
        String prometheusEndpoint,
    @Setting(
            "Where numbers come from: prometheus for the plugin, management for the management API,"
                + " auto for the plugin where it answers and the API for what it lacks.")
        Mode mode,
    @Setting("User with the tag monitoring, for the management API; the plugin wants none.")
        String username,
    @Setting("Password of that user.") Secret password,
    @Setting("TLS of URLs that begin with https.") @Nullable ClientTlsConfig tls,
    @Setting(ScrapeSettings.TARGETS) List<RabbitMqTargetConfig> targets,
    @Setting("Which queues get series of their own.") QueuesConfig queues,
    @Setting("Most bytes of one answer, unpacked; what is larger fails its group.")
        int maxResponseSizeMib,
    @Setting(ScrapeSettings.COLLECTION_INTERVAL) Duration collectionInterval,
    @Setting(ScrapeSettings.INITIAL_DELAY) Duration initialDelay,
    @Setting(ScrapeSettings.TIMEOUT) Duration timeout,
    @Setting(ScrapeSettings.NAMING) Naming naming,
    @Setting(ScrapeSettings.GROUPS) Map<String, GroupConfig> groups,
    @Setting(ScrapeSettings.METRICS) Map<String, Toggle> metrics,
    @Setting(ScrapeSettings.RESOURCE_ATTRIBUTES) Map<String, Toggle> resourceAttributes)
    implements Checked {

  /** The node on this machine, each minute. */
  public RabbitMqConfig() {
    this(new ScrapeSettings());
  }

  private RabbitMqConfig(ScrapeSettings defaults) {
    this(
        "http://localhost:15672",
        "",
        Mode.AUTO,
        "",
        new Secret(""),
        null,
        List.of(),
        new QueuesConfig(),
        32,
        defaults.collectionInterval(),
        defaults.initialDelay(),
        defaults.timeout(),
        defaults.naming(),
        defaults.groups(),
        defaults.metrics(),
        defaults.resourceAttributes());
  }

  /** Copies the collections. */
  public RabbitMqConfig {
    targets = List.copyOf(targets);
    groups = Map.copyOf(groups);
    metrics = Map.copyOf(metrics);
    resourceAttributes = Map.copyOf(resourceAttributes);
  }

  @Override
  public void check(Problems problems) {
    if (targets.isEmpty()) {
      new RabbitMqTargetConfig(endpoint, prometheusEndpoint, null, null, null).check(problems);
    } else if (mode == Mode.MANAGEMENT && targets.size() > 1) {
      problems.warning(
          "targets",
          "with mode: management one node answers for the whole cluster; of several, each tells"
              + " its own nodes and queues, but totals of the cluster come from each");
    }
    if (mode == Mode.MANAGEMENT && username.isEmpty() && targets.isEmpty()) {
      problems.error(
          "username",
          "is empty; the management API wants a user with the tag monitoring: rabbitmqctl add_user"
              + " otelgw, then rabbitmqctl set_user_tags otelgw monitoring");
    }
    if (maxResponseSizeMib < 1 || maxResponseSizeMib > 1024) {
      problems.error("max_response_size_mib", "must be from 1 to 1024, was " + maxResponseSizeMib);
    }
    Set<String> endpoints = new HashSet<>();
    for (RabbitMqTargetConfig target : targets) {
      if (!endpoints.add(target.endpoint())) {
        problems.error("targets", "%s stands there twice".formatted(target.endpoint()));
      }
    }
    scraping().check(RabbitMqSystem.SYSTEM, problems);
  }

  ScrapeSettings scraping() {
    return new ScrapeSettings(
        collectionInterval, initialDelay, timeout, naming, groups, metrics, resourceAttributes);
  }

  /** A node, with everything that is said of it here or there. */
  record Server(
      HttpUrl api,
      HttpUrl plugin,
      String username,
      Secret password,
      @Nullable ClientTlsConfig tls) {}

  List<Server> servers() {
    if (targets.isEmpty()) {
      return List.of(server(endpoint, prometheusEndpoint, username, password, tls));
    }
    return targets.stream()
        .map(target ->
            server(
                target.endpoint(),
                target.prometheusEndpoint(),
                target.username() == null ? username : target.username(),
                target.password() == null ? password : target.password(),
                target.tls() == null ? tls : target.tls()))
        .toList();
  }

  private static Server server(
      String api,
      @Nullable String plugin,
      String username,
      Secret password,
      @Nullable ClientTlsConfig tls) {
    HttpUrl url = HttpUrl.get(api);
    return new Server(url, Endpoint.plugin(plugin, url), username, password, tls);
  }
}
