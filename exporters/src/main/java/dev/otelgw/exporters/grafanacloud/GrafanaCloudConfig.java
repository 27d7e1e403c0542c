package dev.otelgw.exporters.grafanacloud;

import dev.otelgw.exporters.http.BackendUrl;
import dev.otelgw.exporters.http.Compression;
import dev.otelgw.exporters.http.CompressionParams;
import dev.otelgw.exporters.http.ConnectionSettings;
import dev.otelgw.exporters.http.Encoding;
import dev.otelgw.exporters.http.HeaderRules;
import dev.otelgw.exporters.http.SenderSettings;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.delivery.Sizer;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/** Configuration of the exporter {@code grafana_cloud}. */
public record GrafanaCloudConfig(
    @Setting(
            "URL of the stack's OTLP gateway, https://otlp-gateway-<zone>.grafana.net/otlp, in any"
                + " spelling; or set zone.")
        String endpoint,
    @Setting("The stack's zone, for example prod-eu-west-2, instead of endpoint.") String zone,
    @Setting("The stack's OTLP instance id, a number; not that of Prometheus, Loki or Tempo.")
        String instanceId,
    @Setting(
            "Access policy token (glc_...) with the scopes metrics:write, logs:write,"
                + " traces:write.")
        Secret apiKey,
    @Setting("How bodies are compressed: gzip or none.") Compression compression,
    @Setting("Limit of one attempt, from connecting to the end of the answer. 0: none.")
        Duration timeout,
    @Setting("More headers of each request.") Map<String, Secret> headers,
    @Setting(
            "TLS to the gateway: authorities of a proxy that looks inside, oldest version, and so"
                + " on.")
        ClientTlsConfig tls,
    @Setting("The queue in front of Grafana Cloud; without batch, batches have at most 3000 items.")
        QueueConfig sendingQueue,
    @Setting("When to try again.") RetryConfig retryOnFailure)
    implements Checked {

  /**
   * Requests that Grafana Cloud takes without complaint: at most 3000 items, which is 1 to 2 MB of
   * usual spans. One that is too large all the same is split.
   */
  static final BatchConfig BATCH = new BatchConfig(Duration.ofMillis(500), 2000, 3000, Sizer.ITEMS);

  /** Few requests at once, and room for an outage; the process's memory limit bounds the bytes. */
  private static final QueueConfig QUEUE =
      new QueueConfig(true, 3, 10_000, Sizer.REQUESTS, false, false, BATCH);

  /** gzip, few and well filled requests. */
  public GrafanaCloudConfig() {
    this(
        "",
        "",
        "",
        new Secret(""),
        Compression.GZIP,
        Duration.ofSeconds(30),
        Map.of(),
        new ClientTlsConfig(),
        QUEUE,
        new RetryConfig());
  }

  /** Copies the headers. */
  public GrafanaCloudConfig {
    headers = Map.copyOf(headers);
  }

  @Override
  public void check(Problems problems) {
    checkUrl(problems);
    Credentials.check(instanceId, apiKey, problems);
    HeaderRules.check(headers, problems);
    if (headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
      problems.error("headers.Authorization", "is made of instance_id and api_key; remove it");
    }
    if (compression != Compression.GZIP && compression != Compression.NONE) {
      problems.warning("compression", "Grafana Cloud is known to take gzip and none");
    }
    if (timeout.isNegative()) {
      problems.error("timeout", "is negative; use a time such as 30s, or 0 for no limit");
    }
  }

  private void checkUrl(Problems problems) {
    if (endpoint.isBlank() && zone.isBlank()) {
      problems.error(
          "endpoint",
          "is missing; set it to https://otlp-gateway-<zone>.grafana.net/otlp, or set zone");
      return;
    }
    try {
      HttpUrl url = base();
      GatewayUrl.risk(url).ifPresent(risk -> problems.warning("endpoint", risk));
      if (!endpoint.isBlank() && !zone.isBlank() && !url.equals(GatewayUrl.ofZone(zone))) {
        problems.error("zone", "is another one than endpoint names; remove one of the two");
      }
    } catch (IllegalArgumentException e) {
      problems.error(endpoint.isBlank() ? "zone" : "endpoint", String.valueOf(e.getMessage()));
    }
  }

  private HttpUrl base() {
    return endpoint.isBlank() ? GatewayUrl.ofZone(zone) : GatewayUrl.ofEndpoint(endpoint);
  }

  SenderSettings sender() {
    Credentials credentials = Credentials.of(instanceId, apiKey);
    Map<String, Secret> all = new HashMap<>(headers);
    all.put("Authorization", credentials.basic());
    Map<Signal, HttpUrl> urls = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      urls.put(signal, BackendUrl.ofSignal(base(), signal));
    }
    return new SenderSettings(
        urls,
        all,
        null,
        Encoding.PROTO,
        compression,
        new CompressionParams(),
        timeout,
        ConnectionSettings.DEFAULT.withTls(tls),
        new CloudHints(credentials.instanceId()));
  }

  /** Batched always, since the backend's limits are known. */
  QueueConfig queue() {
    return sendingQueue.batch() == null ? sendingQueue.withBatch(BATCH) : sendingQueue;
  }
}
