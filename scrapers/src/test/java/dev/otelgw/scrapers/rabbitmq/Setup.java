package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.scrapers.scraping.GroupConfig;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Toggle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A configuration in the making: what a test says of it, and short times for the rest. */
final class Setup {

  private final String api;
  private final String plugin;
  private Mode mode = Mode.AUTO;
  private Naming naming = Naming.OTEL;
  private String username = "";
  private String password = "";
  private QueuesConfig queues = new QueuesConfig();
  private List<RabbitMqTargetConfig> targets = List.of();
  private int mib = 32;
  private Duration timeout = Duration.ofSeconds(5);
  private final Map<String, Toggle> metrics = new HashMap<>();
  private final Map<String, GroupConfig> groups = new HashMap<>();

  private Setup(String api, String plugin) {
    this.api = api;
    this.plugin = plugin;
  }

  static Setup of(RabbitServer server) {
    return new Setup(server.apiUrl(), server.pluginUrl());
  }

  static Setup of(String api, String plugin) {
    return new Setup(api, plugin);
  }

  Setup mode(Mode its) {
    mode = its;
    return this;
  }

  Setup naming(Naming its) {
    naming = its;
    return this;
  }

  Setup as(String user, String word) {
    username = user;
    password = word;
    return this;
  }

  Setup guest() {
    return as("guest", "guest");
  }

  Setup queues(QueuesConfig its) {
    queues = its;
    return this;
  }

  Setup targets(RabbitMqTargetConfig... its) {
    targets = List.of(its);
    return this;
  }

  Setup mib(int most) {
    mib = most;
    return this;
  }

  Setup timeout(Duration its) {
    timeout = its;
    return this;
  }

  Setup on(String... names) {
    for (String name : names) {
      metrics.put(name, new Toggle(true));
    }
    return this;
  }

  Setup group(String name, boolean enabled) {
    groups.put(name, new GroupConfig(enabled, Duration.ZERO));
    return this;
  }

  RabbitMqConfig config() {
    return new RabbitMqConfig(
        api,
        plugin,
        mode,
        username,
        new Secret(password),
        null,
        targets,
        queues,
        mib,
        Duration.ofMillis(300),
        Duration.ZERO,
        timeout,
        naming,
        groups,
        metrics,
        Map.of());
  }
}
