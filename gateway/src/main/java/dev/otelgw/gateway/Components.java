package dev.otelgw.gateway;

import dev.otelgw.exporters.debug.DebugFactory;
import dev.otelgw.exporters.file.FileExporterFactory;
import dev.otelgw.exporters.grafanacloud.GrafanaCloudFactory;
import dev.otelgw.exporters.nop.NopExporterFactory;
import dev.otelgw.exporters.otlpgrpc.OtlpGrpcFactory;
import dev.otelgw.exporters.otlphttp.OtlpHttpFactory;
import dev.otelgw.exporters.prometheus.PrometheusFactory;
import dev.otelgw.gateway.auth.BasicAuthFactory;
import dev.otelgw.gateway.auth.BearerTokenFactory;
import dev.otelgw.gateway.auth.HeadersSetterFactory;
import dev.otelgw.gateway.health.HealthCheckFactory;
import dev.otelgw.gateway.storage.FileStorageFactory;
import dev.otelgw.gateway.zpages.ZpagesFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.connectors.ForwardFactory;
import dev.otelgw.pipeline.processors.BatchProcessorFactory;
import dev.otelgw.pipeline.processors.MemoryLimiterFactory;
import dev.otelgw.pipeline.processors.attributes.AttributesProcessorFactory;
import dev.otelgw.pipeline.processors.resource.ResourceProcessorFactory;
import dev.otelgw.receivers.nop.NopReceiverFactory;
import dev.otelgw.receivers.otlp.OtlpReceiverFactory;
import dev.otelgw.scrapers.postgresql.PostgresReceiverFactory;
import dev.otelgw.scrapers.rabbitmq.RabbitMqReceiverFactory;
import dev.otelgw.scrapers.redis.RedisReceiverFactory;
import java.util.List;

/** The components that the gateway ships with: a list to read, not a class path to scan. */
final class Components {

  private Components() {}

  static List<Factory<?>> all() {
    return List.of(
        new NopReceiverFactory(),
        new OtlpReceiverFactory(),
        new PostgresReceiverFactory(),
        new RabbitMqReceiverFactory(),
        new RedisReceiverFactory(),
        new BatchProcessorFactory(),
        new MemoryLimiterFactory(),
        new AttributesProcessorFactory(),
        new ResourceProcessorFactory(),
        new DebugFactory(),
        new FileExporterFactory(),
        new GrafanaCloudFactory(),
        new NopExporterFactory(),
        new OtlpGrpcFactory(),
        new OtlpHttpFactory(),
        new PrometheusFactory(),
        new ForwardFactory(),
        new HealthCheckFactory(),
        new ZpagesFactory(),
        new BasicAuthFactory(),
        new BearerTokenFactory(),
        new HeadersSetterFactory(),
        new FileStorageFactory());
  }
}
