package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ScrapeServerTest {

  @TempDir Path folder;

  @Test
  void packsItsAnswersWhereAsked() throws IOException {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.gauge("a", 1));
      HttpResponse<byte[]> packed = running.get("/metrics", "Accept-Encoding", "gzip");

      assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("# TYPE a gauge\na 1\n");
      }
      HttpResponse<byte[]> plain = running.get("/metrics");
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(plain.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void speaksOpenMetricsOnlyWhereEnabled() {
    try (Running running = Running.started(with -> with.openMetrics = false)) {
      running.take(Running.NOWHERE, Samples.gauge("a", 1));
      assertThat(running.openMetrics()).isEqualTo("# TYPE a gauge\na 1\n");
    }
    try (Running running = Running.started()) {
      assertThat(
              running
                  .get("/metrics", "Accept", Running.OPEN_METRICS)
                  .headers()
                  .firstValue("Content-Type"))
          .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }
  }

  @Test
  void answersNothingElse() {
    try (Running running = Running.started()) {
      assertThat(running.get("/").statusCode()).isEqualTo(404);
      HttpResponse<byte[]> post =
          running.send(
              HttpRequest.newBuilder(running.uri("/metrics"))
                  .POST(BodyPublishers.ofString("x"))
                  .build());
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
      HttpResponse<byte[]> head =
          running.send(HttpRequest.newBuilder(running.uri("/metrics")).HEAD().build());
      assertThat(head.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersOnlyThoseItKnows() {
    ServerAuthenticator knowsBearer =
        headers ->
            headers.get("Authorization").equals(List.of("Bearer t"))
                ? new Verdict.Known(Map.of())
                : new Verdict.Unknown("who are you?", "Bearer");
    Extensions extensions =
        new Extensions() {
          @Override
          public <T> T get(Reference<T> reference) {
            return reference.offered().cast(knowsBearer);
          }
        };
    Reference<ServerAuthenticator> reference =
        new Reference<>("bearertokenauth", ServerAuthenticator.class);
    try (Running running =
        Running.started(
            with -> with.auth = new ServerAuth(reference), extensions, Long.MAX_VALUE)) {
      HttpResponse<byte[]> refused = running.get("/metrics");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(running.get("/metrics", "Authorization", "Bearer t").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void speaksTls() throws Exception {
    TestAuthority authority = TestAuthority.named("authority");
    Issued.Place place = authority.forLocalhost().write(folder, "server");
    ServerTlsConfig defaults = new ServerTlsConfig();
    ServerTlsConfig tls =
        new ServerTlsConfig(
            place.certificate().toString(),
            "",
            place.key().toString(),
            new Secret(""),
            "",
            false,
            "",
            "",
            false,
            "1.3",
            "",
            List.of(),
            List.of(),
            defaults.reloadInterval());
    try (Running running = Running.started(with -> with.tls = tls);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
      running.take(Running.NOWHERE, Samples.gauge("a", 1));
      URI uri = URI.create("https://localhost:" + running.exporter.port() + "/metrics");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.body()).isEqualTo("# TYPE a gauge\na 1\n");
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  private static SSLContext trusting(TestAuthority authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** More than sockets hold, so that an answer waits for its reader. */
  private static void fill(Running running) {
    for (int i = 0; i < 2000; i++) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", Samples.decimal(i, Map.of("i", i, "x", "y".repeat(8000)))));
    }
  }

  private static Socket slowScraper(Running running) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), running.exporter.port()));
    socket
        .getOutputStream()
        .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void cutsOffWhoReadsTooSlowlyAndServesOthersMeanwhile() throws IOException {
    try (Running running = Running.started(with -> with.writeTimeout = Duration.ofSeconds(2))) {
      fill(running);
      try (Socket slow = slowScraper(running)) {
        InputStream in = slow.getInputStream();
        assertThat(in.read()).isEqualTo('H');

        assertThat(running.take(Running.NOWHERE, Samples.gauge("b", 1)).taken()).isTrue();
        assertThat(running.text()).contains("b 1\n");

        Await.until("the slow scrape ends", () -> running.exporter.scrapes() == 0);
        assertThat(readAll(in)).isLessThan(10_000_000);
      }
    }
  }

  /** What is still there; a connection that is reset ends it. */
  private static long readAll(InputStream in) {
    byte[] buffer = new byte[65_536];
    long all = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all += n;
      }
    } catch (IOException _) {
      return all;
    }
    return all;
  }

  @Test
  void servesAFewScrapesAtOnce() throws IOException {
    try (Running running = Running.started()) {
      fill(running);
      List<Socket> slow = new ArrayList<>();
      try {
        for (int i = 0; i < 16; i++) {
          slow.add(slowScraper(running));
        }
        Await.until("all are being served", () -> running.exporter.scrapes() == 16);

        HttpResponse<byte[]> answer = running.get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
      Await.until("they are gone", () -> running.get("/metrics").statusCode() == 200);
    }
  }

  @Test
  void saysWhereAPortIsTakenAndStartsWhenItIsFree() throws IOException {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = taken.getLocalPort();
    Configs configs = new Configs();
    configs.endpoint = "127.0.0.1:" + port;
    try (PrometheusExporter exporter = Running.exporter(configs)) {
      try (taken) {
        assertThatThrownBy(exporter::start)
            .isInstanceOf(StartException.class)
            .hasMessage(
                "exporter prometheus/test: cannot listen on 127.0.0.1:%d (Address already in use);"
                        .formatted(port)
                    + " stop the program that has the port, or change endpoint");
      }
      exporter.start();
      assertThat(exporter.port()).isEqualTo(port);
    }
  }

  @Test
  void followsOneThatHasThePort() {
    try (Running running = Running.started()) {
      Configs configs = new Configs();
      configs.endpoint = "127.0.0.1:" + running.exporter.port();
      running.get("/metrics");
      try (PrometheusExporter successor = Running.exporter(configs)) {
        assertThatThrownBy(successor::start).isInstanceOf(StartException.class);
        running.exporter.close();
        successor.start();
        assertThat(successor.port()).isPositive();
      }
    }
  }

  @Test
  void saysThatAHostIsUnknown() {
    Configs configs = new Configs();
    configs.endpoint = "no.such.host.invalid:0";
    assertThatThrownBy(() -> Running.exporter(configs).start())
        .isInstanceOf(StartException.class)
        .hasMessage(
            "exporter prometheus/test: unknown host \"no.such.host.invalid\"; change endpoint");
  }

  @Test
  void closesWithoutAStart() {
    Running.exporter(new Configs()).close();
  }
}
