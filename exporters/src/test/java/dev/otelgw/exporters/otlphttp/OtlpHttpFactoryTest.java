package dev.otelgw.exporters.otlphttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.http.Compression;
import dev.otelgw.exporters.http.ConnectionSettings;
import dev.otelgw.exporters.http.Encoding;
import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ProblemList;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpHttpFactoryTest {

  private static final Context CONTEXT =
      new Context(
          new ComponentId(ComponentId.Kind.EXPORTER, "otlp_http", ""),
          Observer.NONE,
          Clock.SYSTEM,
          new Memory(Long.MAX_VALUE),
          "otelgw/1.2.3");

  private final OtlpHttpFactory factory = new OtlpHttpFactory();

  /** A configuration with these endpoints. */
  private static OtlpHttpConfig to(String base, String traces, String metrics, String logs) {
    return Configs.to(base).endpoints(traces, metrics, logs).config();
  }

  private static OtlpHttpConfig config(
      String base,
      Map<String, Secret> headers,
      Compression compression,
      int level,
      String proxyUrl) {
    return Configs.to(base)
        .headers(headers)
        .compression(compression, level)
        .proxy(proxyUrl)
        .config();
  }

  private Outcome send(OtlpHttpConfig config, Signal signal) {
    assertThat(ProblemList.of(config)).noneMatch(problem -> problem.startsWith("error"));
    try (Exporter exporter = factory.create(config, CONTEXT)) {
      exporter.start();
      return exporter.accept(Requests.of(signal, 2));
    }
  }

  @Test
  void hasTheDocumentedDefaults() {
    OtlpHttpConfig config = new OtlpHttpConfig();

    assertThat(config.compression()).isEqualTo(Compression.GZIP);
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.encoding()).isEqualTo(Encoding.PROTO);
    assertThat(config.maxIdleConns()).isEqualTo(100);
    assertThat(config.idleConnTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.disableKeepAlives()).isFalse();
    assertThat(config.sendingQueue()).isEqualTo(new QueueConfig());
    assertThat(config.retryOnFailure()).isEqualTo(new RetryConfig());
    assertThat(factory.delivery(config).queue()).isEqualTo(config.sendingQueue());
    assertThat(factory.type().aliases()).containsExactly("otlphttp");
  }

  @Test
  void sendsEachSignalBelowTheEndpointOrToItsOwn() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      String root = "http://127.0.0.1:" + backend.port();
      backend.serve("/custom/spans", Signal.TRACES);
      OtlpHttpConfig config = to(backend.url() + "/", root + "/custom/spans", "", "");

      for (Signal signal : Signal.values()) {
        assertThat(send(config, signal)).isEqualTo(Outcome.accepted());
      }

      assertThat(backend.requests())
          .extracting(ReceivedRequest::path)
          .containsExactly("/custom/spans", "/otlp/v1/metrics", "/otlp/v1/logs");
      assertThat(backend.requests())
          .allMatch(request -> request.header("content-encoding").equals("gzip"));
    }
  }

  @Test
  void knowsWhichSignalsItCanSend() {
    assertThat(factory.signals(to("", "http://a/x", "", "http://b/y")))
        .containsExactlyInAnyOrder(Signal.TRACES, Signal.LOGS);
    assertThat(factory.signals(to("http://a", "", "", "")))
        .containsExactlyInAnyOrder(Signal.values());
  }

  @Test
  void sendsHeadersHostAndUserAgentToo() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      Map<String, Secret> headers =
          Map.of(
              "host", new Secret("front.example"),
              "X-Tenant", new Secret("blue"),
              "user-agent", new Secret("mine"),
              "Content-Type", new Secret("text/plain"));
      send(config(backend.url(), headers, Compression.NONE, 0, ""), Signal.LOGS);

      ReceivedRequest request = backend.requests().getFirst();
      assertThat(request.header("host")).isEqualTo("front.example");
      assertThat(request.header("x-tenant")).isEqualTo("blue");
      assertThat(request.header("user-agent")).isEqualTo("mine");
      assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    }
  }

  @Test
  void compressesHarderWhereAskedTo() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      for (int level : new int[] {0, 1, 9}) {
        OtlpHttpConfig config = config(backend.url(), Map.of(), Compression.GZIP, level, "");
        try (Exporter exporter = factory.create(config, CONTEXT)) {
          exporter.start();
          exporter.accept(Requests.of(Signal.TRACES, 500));
        }
      }
      var sizes = backend.requests().stream().map(ReceivedRequest::wireSize).toList();
      assertThat(sizes.get(0)).isEqualTo(sizes.get(1));
      assertThat(sizes.get(2)).isLessThan(sizes.get(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | error endpoint: is missing; set it to the backend's URL, for example http://localhost:4318
          localhost:4318          | error endpoint: "localhost:4318" has no scheme; write http://localhost:4318, or https:// if the backend speaks TLS
          grpc://localhost:4317   | error endpoint: "grpc://localhost:4317" has the scheme grpc; OTLP over HTTP knows http and https
          http://host:99999       | error endpoint: "http://host:99999" is not a URL: Invalid URL port: "99999"
          http://u:pw@ho st:1     | error endpoint: "http://***@ho st:1" is not a URL: Invalid URL host: "ho st"
          http://host:4317        | warning endpoint: port 4317 is OTLP over gRPC by custom; OTLP over HTTP is on 4318
          http://host/v1/traces   | warning endpoint: ends in /v1/traces, and /v1/traces is added to it; remove it, or use traces_endpoint
          http://u:pw@host        | warning endpoint: holds a password in the clear; use headers with Authorization
          """)
  void saysWhatIsWrongWithAnEndpoint(String endpoint, String problem) {
    assertThat(ProblemList.of(to(endpoint, "", "", ""))).containsExactly(problem);
  }

  @Test
  void checksTheEndpointsOfSignals() {
    assertThat(ProblemList.of(to("", "nowhere", "", "http://b/v1/logs")))
        .containsExactly(
            "error traces_endpoint: \"nowhere\" has no scheme; write http://nowhere, or https://"
                + " if the backend speaks TLS");
  }

  @Test
  void checksHeadersWithoutShowingThem() {
    Map<String, Secret> headers =
        Map.of(
            "bad name", new Secret("v"),
            "X-Key", new Secret("geheim\n"),
            "Content-Length", new Secret("7"));

    assertThat(ProblemList.of(config("http://a", headers, Compression.GZIP, 0, "")))
        .containsExactlyInAnyOrder(
            "error headers.bad name: is not a header name; use letters, digits and hyphens",
            "error headers.X-Key: has a line break or a character that is not ASCII in its value;"
                + " remove it",
            "warning headers.Content-Length: is set by the exporter itself; this one is ignored");
  }

  @Test
  void checksTheLevelOfTheCompression() {
    assertThat(levelProblems(Compression.GZIP, 10))
        .containsExactly(
            "error compression_params.level: 10 is not a level of gzip; use 1 (fastest) to 9"
                + " (smallest)");
    assertThat(levelProblems(Compression.ZSTD, 19)).isEmpty();
    assertThat(levelProblems(Compression.NONE, 3))
        .containsExactly(
            "error compression_params.level: 3 has no meaning with compression none; remove it");
  }

  private static java.util.List<String> levelProblems(Compression compression, int level) {
    return ProblemList.of(config("http://a", Map.of(), compression, level, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy:3128            | has no scheme; write http://host:3128
          https://proxy:3128    | asks for TLS to the proxy itself, which is not supported; write http://
          ftp://proxy:3128      | has the scheme ftp; proxies are http:// or socks5://
          http:///x             | is not a URL; write http://host:3128
          http://joe:geheim@a b | is not a URL; write http://host:3128
          """)
  void saysWhatIsWrongWithAProxy(String proxy, String problem) {
    assertThat(ProblemList.of(config("http://a", Map.of(), Compression.GZIP, 0, proxy)))
        .containsExactly("error proxy_url: " + problem);
  }

  @Test
  void writesJsonWhereAskedTo() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      OtlpHttpConfig config = Configs.to(backend.url()).encoding(Encoding.JSON).config();

      assertThat(send(config, Signal.METRICS)).isEqualTo(Outcome.accepted());

      assertThat(backend.requests().getFirst().header("content-type"))
          .isEqualTo("application/json");
    }
  }

  @Test
  void saysWhatHasNoEffect() {
    OtlpHttpConfig config =
        Configs.to("https://a").tls(ClientTls.insecure()).buffers(1, 2).pingTimeout(3).config();

    assertThat(ProblemList.of(config))
        .containsExactly(
            "warning http2_ping_timeout: has no effect here: a ping must be answered within"
                + " http2_read_idle_timeout",
            "warning read_buffer_size: has no effect here: 8 KiB are read at once",
            "warning write_buffer_size: has no effect here: 64 KiB are written at once",
            "warning tls.insecure: has no effect: https:// in endpoint means TLS");
    assertThat(ProblemList.of(Configs.to("http://a").tls(ClientTls.insecure()).config())).isEmpty();
  }

  @Test
  void handsItsConnectionKeysOn() {
    ConnectionSettings usual = Configs.to("http://a").config().sender().connections();
    assertThat(usual.maxIdle()).isEqualTo(100);
    assertThat(usual.maxPerHost()).isZero();
    assertThat(usual.http2()).isTrue();
    assertThat(usual.http2Ping()).isEqualTo(Duration.ofSeconds(15));
    assertThat(usual.cookies()).isFalse();

    ConnectionSettings tuned =
        Configs.to("http://a")
            .connections(0, 0, 7)
            .http2(false, Duration.ofSeconds(3))
            .cookies(new CookiesConfig())
            .config()
            .sender()
            .connections();
    assertThat(tuned.maxIdle()).isEqualTo(Integer.MAX_VALUE);
    assertThat(tuned.maxPerHost()).isEqualTo(7);
    assertThat(tuned.http2()).isFalse();
    assertThat(tuned.http2Ping()).isEqualTo(Duration.ofSeconds(3));
    assertThat(tuned.cookies()).isTrue();
    assertThat(
            Configs.to("http://a")
                .cookies(new CookiesConfig(false))
                .config()
                .sender()
                .connections()
                .cookies())
        .isFalse();
  }

  @Test
  void countsIdleConnectionsByHost() {
    Configs two = Configs.to("http://a:1/x").endpoints("http://b:1", "http://a:1/y", "");

    assertThat(two.connections(100, 4, 0).config().sender().connections().maxIdle()).isEqualTo(8);
    assertThat(two.connections(5, 4, 0).config().sender().connections().maxIdle()).isEqualTo(5);
  }

  @Test
  void showsNoSecret() {
    Map<String, Secret> headers = Map.of("X-Key", new Secret("geheim"));
    OtlpHttpConfig config =
        config("http://a", headers, Compression.GZIP, 0, "http://joe:geheim@proxy:3128");

    assertThat(config.toString()).doesNotContain("geheim").contains("X-Key=***");
  }
}
