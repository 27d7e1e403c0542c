package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.PrometheusConfig.ResourceToTelemetryConfig;
import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration on any free port, key by key. */
final class Configs {

  String endpoint = "127.0.0.1:0";
  @Nullable ServerTlsConfig tls;
  @Nullable ServerAuth auth;
  String namespace = "";
  Map<String, String> constLabels = Map.of();
  boolean sendTimestamps;
  Duration expiration = Duration.ofMinutes(5);
  boolean openMetrics = true;
  ResourceToTelemetryConfig resource = new ResourceToTelemetryConfig();
  boolean withoutScope;
  boolean suffixes = true;
  String strategy = "";
  int maxSeries = 100_000;
  Duration writeTimeout = Duration.ofSeconds(30);

  PrometheusConfig config() {
    return new PrometheusConfig(
        endpoint,
        tls,
        auth,
        namespace,
        constLabels,
        sendTimestamps,
        expiration,
        openMetrics,
        resource,
        withoutScope,
        suffixes,
        strategy,
        maxSeries,
        writeTimeout);
  }
}
