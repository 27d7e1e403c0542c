package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.ScrapeLoop;
import dev.otelgw.scrapers.scraping.ScrapeTarget;
import dev.otelgw.scrapers.scraping.Target;
import java.util.List;
import java.util.Set;

/** Makes {@code redis} receivers. */
public final class RedisReceiverFactory implements ReceiverFactory<RedisConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "redis",
        List.of(),
        "beta",
        Set.of(Signal.METRICS),
        "Scrapes Redis 5 to 8 and Valkey, under the names of the Collector's receiver or of"
            + " redis_exporter. It never looks at keys.");
  }

  @Override
  public Class<RedisConfig> configType() {
    return RedisConfig.class;
  }

  @Override
  public Component create(RedisConfig config, Pipelines next, Context context) {
    List<ScrapeTarget> targets =
        config.servers().stream().map(server -> target(server, context)).toList();
    return new ScrapeLoop(config.scraping(), RedisSystem.SYSTEM, targets, next, context);
  }

  private static ScrapeTarget target(RedisConfig.Server server, Context context) {
    ClientTlsConfig config = server.tls();
    Tls tls = config == null || config.insecure() ? null : Tls.client(config, "tls", context);
    String host = server.address().host().isEmpty() ? "localhost" : server.address().host();
    Target target = new Target(host, server.address().port());
    return new ScrapeTarget(
        target,
        new RedisScraper(
            new RedisConnection.Login(target, server.username(), server.password(), tls)));
  }

  @Override
  public List<MetricDoc> metrics() {
    return RedisSystem.SYSTEM.documented();
  }
}
