package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.ScrapeLoop;
import dev.otelgw.scrapers.scraping.ScrapeTarget;
import dev.otelgw.scrapers.scraping.Target;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Makes {@code rabbitmq} receivers. */
public final class RabbitMqReceiverFactory implements ReceiverFactory<RabbitMqConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "rabbitmq",
        List.of(),
        "beta",
        Set.of(Signal.METRICS),
        "Scrapes RabbitMQ 3.8 to 4.x, by its plugin rabbitmq_prometheus or its management API, under"
            + " the names of the Collector's receiver or of the plugin.");
  }

  @Override
  public Class<RabbitMqConfig> configType() {
    return RabbitMqConfig.class;
  }

  @Override
  public Component create(RabbitMqConfig config, Pipelines next, Context context) {
    List<RabbitMqConfig.Server> servers = config.servers();
    List<ScrapeTarget> targets =
        servers.stream()
            .map(server -> target(server, config, servers.size() == 1, context))
            .toList();
    return new ScrapeLoop(config.scraping(), RabbitMqSystem.SYSTEM, targets, next, context);
  }

  private static ScrapeTarget target(
      RabbitMqConfig.Server server, RabbitMqConfig config, boolean alone, Context context) {
    Http http =
        new Http(
            new Http.Login(server.username(), server.password()),
            tls(server, context),
            config.maxResponseSizeMib(),
            context.product());
    RabbitMqScraper.Order order =
        new RabbitMqScraper.Order(
            server.plugin(), server.api(), config.mode(), config.naming(), config.queues(), alone);
    HttpUrl named = named(server, config);
    return new ScrapeTarget(
        new Target(named.host(), named.port()), new RabbitMqScraper(order, http));
  }

  /**
   * The URL that stands for a node: what a Prometheus would scrape, or the Collector's endpoint.
   */
  private static HttpUrl named(RabbitMqConfig.Server server, RabbitMqConfig config) {
    boolean plugin =
        config.mode() == Mode.PROMETHEUS
            || (config.mode() == Mode.AUTO && config.naming() == Naming.PROMETHEUS);
    return plugin ? server.plugin() : server.api();
  }

  private static @Nullable Tls tls(RabbitMqConfig.Server server, Context context) {
    if (!server.api().isHttps() && !server.plugin().isHttps()) {
      return null;
    }
    ClientTlsConfig config = server.tls();
    return Tls.client(config == null ? new ClientTlsConfig() : config, "tls", context);
  }

  @Override
  public List<MetricDoc> metrics() {
    return RabbitMqSystem.SYSTEM.documented();
  }
}
