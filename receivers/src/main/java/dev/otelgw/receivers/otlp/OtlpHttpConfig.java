package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import dev.otelgw.receivers.compression.Compression;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of OTLP/HTTP: {@code protocols.http}. */
public record OtlpHttpConfig(
    @Setting(
            "Address and port to listen on, as host:port. 0.0.0.0 or an empty host: every address"
                + " of the machine; port 0: any free one. With transport unix: a path.")
        String endpoint,
    @Setting("Kind of socket: tcp, or unix, which only processes of the same user reach.")
        Transport transport,
    @Setting("Path that takes traces; a missing leading slash is added.") String tracesUrlPath,
    @Setting("Path that takes metrics; a missing leading slash is added.") String metricsUrlPath,
    @Setting("Path that takes logs; a missing leading slash is added.") String logsUrlPath,
    @Setting(
            value = "Largest body taken, in bytes, compressed and decompressed. 0: 20 MiB.",
            min = 0,
            max = 1 << 30)
        long maxRequestBodySize,
    @Setting(
            "Content-Encodings taken: gzip, zstd, zlib, deflate, snappy, x-snappy-framed, lz4."
                + " Empty: all of them. Plain bodies are always taken.")
        List<String> compressionAlgorithms,
    @Setting("Which web pages may send from browsers.") CorsConfig cors,
    @Setting("Headers added to every answer, as name: value.") Map<String, Secret> responseHeaders,
    @Setting("Off: every connection is closed after one request.") boolean keepAlivesEnabled,
    @Setting(value = "Most connections at once; more are closed as they come. 0: 10000.", min = 0)
        int maxConnections,
    @Setting("Encryption; absent: plain text.") @Nullable ServerTlsConfig tls,
    @Setting("Who may send; absent: anybody.") @Nullable HttpAuthConfig auth,
    @Setting(
            "Keep the headers of requests at hand for from_context of processors and"
                + " headers_setter, and for metadata_keys.")
        boolean includeMetadata,
    @Setting("Time for a request's head to arrive, once it has begun. 0: no limit.")
        Duration readHeaderTimeout,
    @Setting("Time for a request's body to arrive. 0: no limit.") Duration readTimeout,
    @Setting("Time for a client to take an answer. 0: no limit.") Duration writeTimeout,
    @Setting("Time that a connection may wait between two requests. 0: no limit.")
        Duration idleTimeout)
    implements Checked {

  private static final long DEFAULT_BODY = 20 << 20;

  /** Names that compression_algorithms may hold for "not compressed". */
  private static final Set<String> PLAIN = Set.of("", "none", "identity");

  /** Copies the collections. */
  public OtlpHttpConfig {
    responseHeaders = Map.copyOf(responseHeaders);
    compressionAlgorithms = List.copyOf(compressionAlgorithms);
  }

  /**
   * The Collector's defaults, with limits on time where it has none. Clients push every minute at
   * most and keep idle connections for 90 s (Go) to 300 s (OkHttp): closing later than most of them
   * avoids requests that meet a connection being closed.
   */
  public OtlpHttpConfig() {
    this(
        "localhost:4318",
        Transport.TCP,
        "/v1/traces",
        "/v1/metrics",
        "/v1/logs",
        DEFAULT_BODY,
        List.of(),
        new CorsConfig(),
        Map.of(),
        true,
        0,
        null,
        null,
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofMinutes(3));
  }

  /** The limit that {@code max_request_body_size} means, in bytes. */
  int maxBodyBytes() {
    return Math.toIntExact(maxRequestBodySize == 0 ? DEFAULT_BODY : maxRequestBodySize);
  }

  /** The path of a signal, with its leading slash. */
  String path(Signal signal) {
    String path =
        switch (signal) {
          case TRACES -> tracesUrlPath;
          case METRICS -> metricsUrlPath;
          case LOGS -> logsUrlPath;
        };
    return path.startsWith("/") ? path : "/" + path;
  }

  /** The algorithms that {@code compression_algorithms} means. */
  Set<Compression> compressions() {
    EnumSet<Compression> chosen = EnumSet.noneOf(Compression.class);
    compressionAlgorithms.forEach(name -> Compression.of(name).ifPresent(chosen::add));
    return compressionAlgorithms.isEmpty() ? EnumSet.allOf(Compression.class) : chosen;
  }

  @Override
  public void check(Problems problems) {
    ListenAddress.check(transport, endpoint, "localhost:4318", problems);
    for (String name : compressionAlgorithms) {
      if (!PLAIN.contains(name) && Compression.of(name).isEmpty()) {
        problems.error(
            "compression_algorithms",
            "\"%s\" is unknown; use some of none, %s"
                .formatted(name, String.join(", ", Compression.labels())));
      }
    }
    Map<String, Signal> taken = new HashMap<>();
    for (Signal signal : Signal.values()) {
      Signal other = taken.putIfAbsent(path(signal), signal);
      if (other != null) {
        problems.error(
            signal.lowerName() + "_url_path",
            "%s is the path of %s too; give each signal its own"
                .formatted(path(signal), other.lowerName()));
      }
    }
    ResponseHeaders.check(responseHeaders, problems);
    checkNotNegative("read_header_timeout", readHeaderTimeout, problems);
    checkNotNegative("read_timeout", readTimeout, problems);
    checkNotNegative("write_timeout", writeTimeout, problems);
    checkNotNegative("idle_timeout", idleTimeout, problems);
  }

  private static void checkNotNegative(String key, Duration value, Problems problems) {
    if (value.isNegative()) {
      problems.error(key, "is negative; use 0 for no limit");
    }
  }
}
