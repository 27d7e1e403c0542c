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
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Configuration of the exporter {@code otlp_http}. */
public record OtlpHttpConfig(
    @Setting("Base URL of the backend; /v1/traces, /v1/metrics, /v1/logs are added.")
        String endpoint,
    @Setting("Whole URL for traces, instead of endpoint with /v1/traces.") String tracesEndpoint,
    @Setting("Whole URL for metrics, instead of endpoint with /v1/metrics.") String metricsEndpoint,
    @Setting("Whole URL for logs, instead of endpoint with /v1/logs.") String logsEndpoint,
    @Setting("Headers of each request, for example an API key. Host is honoured.")
        Map<String, Secret> headers,
    @Setting("Credentials for each request, from an extension; they win over headers.")
        @Nullable ClientAuth auth,
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
    @Setting("TLS to an endpoint with https://.") ClientTlsConfig tls,
    @Setting(
            value = "Connections kept open while nothing is sent. 0: no limit.",
            min = 0,
            max = 10_000)
        int maxIdleConns,
    @Setting(
            value = "The same for each host. 0: only max_idle_conns counts.",
            min = 0,
            max = 10_000)
        int maxIdleConnsPerHost,
    @Setting(
            value = "Most requests, and with them connections, to a host at once. 0: no limit.",
            min = 0,
            max = 10_000)
        int maxConnsPerHost,
    @Setting("How long such a connection is kept.") Duration idleConnTimeout,
    @Setting("Open a connection for each request.") boolean disableKeepAlives,
    @Setting("Offer HTTP/2 to backends that speak TLS.") boolean forceAttemptHttp2,
    @Setting(
            "Ping a connection of HTTP/2 this often, and give it up where no answer comes in the same"
                + " time. 0: never.")
        Duration http2ReadIdleTimeout,
    @Setting("Taken as the Collector takes it, without effect: http2_read_idle_timeout counts.")
        Duration http2PingTimeout,
    @Setting(value = "Taken as the Collector takes it, without effect.", min = 0)
        int readBufferSize,
    @Setting(value = "Taken as the Collector takes it, without effect.", min = 0)
        int writeBufferSize,
    @Setting("Cookies; absent: none are kept.") @Nullable CookiesConfig cookies,
    @Setting("The queue in front of the backend.") QueueConfig sendingQueue,
    @Setting("When to try again.") RetryConfig retryOnFailure)
    implements Checked {

  private static final int COLLECTORS_WRITE_BUFFER = 512 << 10;

  /** The Collector's defaults. */
  public OtlpHttpConfig() {
    this(
        "",
        "",
        "",
        "",
        Map.of(),
        null,
        Compression.GZIP,
        new CompressionParams(),
        Duration.ofSeconds(30),
        Encoding.PROTO,
        new Secret(""),
        new ClientTlsConfig(),
        ConnectionSettings.DEFAULT.maxIdle(),
        0,
        0,
        ConnectionSettings.DEFAULT.idleTimeout(),
        false,
        true,
        ConnectionSettings.DEFAULT.http2Ping(),
        Duration.ZERO,
        0,
        COLLECTORS_WRITE_BUFFER,
        null,
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
    checkWithoutEffect(problems);
    connections(maxIdleConns).check(problems);
  }

  private void checkWithoutEffect(Problems problems) {
    if (http2ReadIdleTimeout.isNegative()) {
      problems.error("http2_read_idle_timeout", "is negative; use a time such as 30s, or 0");
    }
    if (!http2PingTimeout.isZero()) {
      problems.warning(
          "http2_ping_timeout",
          "has no effect here: a ping must be answered within http2_read_idle_timeout");
    }
    if (readBufferSize != 0) {
      problems.warning("read_buffer_size", "has no effect here: 8 KiB are read at once");
    }
    if (writeBufferSize != 0 && writeBufferSize != COLLECTORS_WRITE_BUFFER) {
      problems.warning("write_buffer_size", "has no effect here: 64 KiB are written at once");
    }
    if (tls.insecure() && endpoints().allMatch(url -> url.startsWith("https://"))) {
      problems.warning("tls.insecure", "has no effect: https:// in endpoint means TLS");
    }
  }

  /** All that are given. */
  private Stream<String> endpoints() {
    return Stream.of(endpoint, tracesEndpoint, metricsEndpoint, logsEndpoint)
        .map(url -> url.strip().toLowerCase(Locale.ROOT))
        .filter(url -> !url.isEmpty());
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

  private ConnectionSettings connections(int maxIdle) {
    return new ConnectionSettings(
        maxIdle,
        maxConnsPerHost,
        idleConnTimeout,
        !disableKeepAlives,
        forceAttemptHttp2,
        http2ReadIdleTimeout,
        cookies != null && cookies.enabled(),
        proxyUrl,
        tls);
  }

  /** One pool serves all hosts, of which there are few: so it holds their sum. */
  private int maxIdle() {
    int all = maxIdleConns == 0 ? Integer.MAX_VALUE : maxIdleConns;
    if (maxIdleConnsPerHost == 0) {
      return all;
    }
    long hosts =
        urls().values().stream().map(url -> url.host() + ":" + url.port()).distinct().count();
    return (int) Math.min(all, hosts * maxIdleConnsPerHost);
  }

  SenderSettings sender() {
    return new SenderSettings(
        urls(),
        headers,
        auth,
        encoding,
        compression,
        compressionParams,
        timeout,
        connections(maxIdle()),
        Hints.NONE);
  }
}
