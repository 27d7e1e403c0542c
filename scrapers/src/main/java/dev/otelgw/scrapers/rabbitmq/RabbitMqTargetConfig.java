package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import org.jspecify.annotations.Nullable;

/** One of several nodes of a {@code rabbitmq} receiver. */
public record RabbitMqTargetConfig(
    @Setting("URL of the node's management API.") String endpoint,
    @Setting("URL of the node's Prometheus plugin; absent for port 15692 of the same host.")
        @Nullable String prometheusEndpoint,
    @Setting("User with the tag monitoring.") @Nullable String username,
    @Setting("Password of that user.") @Nullable Secret password,
    @Setting("TLS of URLs that begin with https.") @Nullable ClientTlsConfig tls)
    implements Checked {

  @Override
  public void check(Problems problems) {
    Endpoint.check("endpoint", endpoint, problems);
    if (prometheusEndpoint != null && !prometheusEndpoint.isEmpty()) {
      Endpoint.check("prometheus_endpoint", prometheusEndpoint, problems);
    }
  }
}
