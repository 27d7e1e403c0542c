package dev.otelgw.exporters.otlphttp;

import dev.otelgw.exporters.http.BackendUrl;
import dev.otelgw.exporters.http.Compression;
import dev.otelgw.exporters.http.CompressionParams;
import dev.otelgw.exporters.http.ConnectionSettings;
import dev.otelgw.exporters.http.Encoding;
import dev.otelgw.exporters.http.HeaderRules;
import dev.otelgw.exporters.http.Hints;
import dev.otelgw.exporters.http.SenderSettings;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/** Configuration of the exporter {@code otlp_http}. */
public record OtlpHttpConfig(
    @Setting("Base URL of the backend; /v1/traces, /v1/metrics, /v1/logs are added.")
        String endpoint,
    @Setting("Whole URL for traces, instead of endpoint with /v1/traces.") String tracesEndpoint,
    @Setting("Whole URL for metrics, instead of endpoint with /v1/metrics.") String metricsEndpoint,
    @Setting("Whole URL for logs, instead of endpoint with /v1/logs.") String logsEndpoint,
    @Setting("Headers of each request, for example an API key. Host is honoured.")
        Map<String, Secret> headers,
    @Setting(
            "How bodies are compressed: gzip, zstd, deflate, zlib, snappy, x-snappy-framed, lz4 or none.")
        Compression compression,
    @Setting("Details of the compression.") CompressionParams compressionParams,
    @Setting("Limit of one attempt, from connecting to the end of the answer. 0: none.")
        Duration timeout,
    @Setting("What messages are written as: proto, or json, which is about twice as large.")
        Encoding encoding,
    @Setting(
            "HTTP or SOCKS5 proxy, http://user:password@host:port. Empty: what HTTP_PROXY,"
                + " HTTPS_PROXY and NO_PROXY say.")
        Secret proxyUrl,
    @Setting(value = "Connections kept open while nothing is sent.", min = 0, max = 10_000)
        int maxIdleConns,
    @Setting("How long such a connection is kept.") Duration idleConnTimeout,
    @Setting("Open a connection for each request.") boolean disableKeepAlives,
    @Setting("The queue in front of the backend.") QueueConfig sendingQueue,
    @Setting("When to try again.") RetryConfig retryOnFailure)
    implements Checked {

  /** The Collector's defaults. */
  public OtlpHttpConfig() {
    this(
        "",
        "",
        "",
        "",
        Map.of(),
        Compression.GZIP,
        new CompressionParams(),
        Duration.ofSeconds(30),
        Encoding.PROTO,
        new Secret(""),
        ConnectionSettings.DEFAULT.maxIdle(),
        ConnectionSettings.DEFAULT.idleTimeout(),
        false,
        new QueueConfig(),
        new RetryConfig());
  }

  /** Copies the headers. */
  public OtlpHttpConfig {
    headers = Map.copyOf(headers);
  }

  @Override
  public void check(Problems problems) {
    boolean perSignal = false;
    for (Signal signal : Signal.values()) {
      if (!endpointOf(signal).isBlank()) {
        perSignal = true;
        BackendUrl.check(signal.lowerName() + "_endpoint", endpointOf(signal), false, problems);
      }
    }
    if (!endpoint.isBlank()) {
      BackendUrl.check("endpoint", endpoint, true, problems);
    } else if (!perSignal) {
      problems.error(
          "endpoint", "is missing; set it to the backend's URL, for example http://localhost:4318");
    }
    HeaderRules.check(headers, problems);
    compression.check(compressionParams, problems);
    if (timeout.isNegative()) {
      problems.error("timeout", "is negative; use a time such as 30s, or 0 for no limit");
    }
    if (idleConnTimeout.isNegative() || idleConnTimeout.isZero()) {
      problems.error(
          "idle_conn_timeout", "must be longer than 0; to keep none, use disable_keep_alives");
    }
    connections().check(problems);
  }

  private String endpointOf(Signal signal) {
    return switch (signal) {
      case TRACES -> tracesEndpoint;
      case METRICS -> metricsEndpoint;
      case LOGS -> logsEndpoint;
    };
  }

  /**
   * The signals that have somewhere to go; all of them where nothing is said, which is an error.
   */
  Set<Signal> signals() {
    Set<Signal> signals = EnumSet.allOf(Signal.class);
    if (endpoint.isBlank()) {
      signals.removeIf(signal -> endpointOf(signal).isBlank());
    }
    return signals.isEmpty() ? EnumSet.allOf(Signal.class) : signals;
  }

  /** Where each signal goes; a signal with neither endpoint is absent. */
  Map<Signal, HttpUrl> urls() {
    Map<Signal, HttpUrl> urls = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      if (!endpointOf(signal).isBlank()) {
        urls.put(signal, BackendUrl.parse(endpointOf(signal)));
      } else if (!endpoint.isBlank()) {
        urls.put(signal, BackendUrl.ofSignal(BackendUrl.parse(endpoint), signal));
      }
    }
    return urls;
  }

  private ConnectionSettings connections() {
    return new ConnectionSettings(maxIdleConns, idleConnTimeout, !disableKeepAlives, proxyUrl);
  }

  SenderSettings sender() {
    return new SenderSettings(
        urls(),
        headers,
        encoding,
        compression,
        compressionParams,
        timeout,
        connections(),
        Hints.NONE);
  }
}
