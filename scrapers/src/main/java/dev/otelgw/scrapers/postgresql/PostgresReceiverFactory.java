package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.ScrapeLoop;
import dev.otelgw.scrapers.scraping.ScrapeTarget;
import dev.otelgw.scrapers.scraping.Target;
import java.util.List;
import java.util.Set;

/** Makes {@code postgresql} receivers. */
public final class PostgresReceiverFactory implements ReceiverFactory<PostgresConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "postgresql",
        List.of(),
        "beta",
        Set.of(Signal.METRICS),
        "Scrapes PostgreSQL 12 to 18, under the names of the Collector's receiver or of"
            + " postgres_exporter.");
  }

  @Override
  public Class<PostgresConfig> configType() {
    return PostgresConfig.class;
  }

  @Override
  public Component create(PostgresConfig config, Pipelines next, Context context) {
    List<ScrapeTarget> targets =
        config.servers().stream().map(server -> target(server, config, context)).toList();
    return new ScrapeLoop(config.scraping(), config.system(), targets, next, context);
  }

  private static ScrapeTarget target(
      PostgresConfig.Server server, PostgresConfig config, Context context) {
    Tls tls = server.tls().insecure() ? null : Tls.client(server.tls(), "tls", context);
    String host = server.address().host().isEmpty() ? "localhost" : server.address().host();
    Target target = new Target(host, server.address().port());
    Login login =
        new Login(
            target,
            server.username(),
            server.password(),
            tls,
            server.connectDatabase(),
            config.patience());
    SpreadSizes sizes =
        new SpreadSizes(
            config.sizesInterval(), config.collectionInterval(), server.connectDatabase());
    return new ScrapeTarget(
        target, new PostgresScraper(login, config.connectionPool(), config.reads(), sizes));
  }

  @Override
  public List<MetricDoc> metrics() {
    return PostgresSystem.SYSTEM.documented();
  }
}
