package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with a {@code prometheus} exporter, from a request of OTLP to a scrape. */
@Timeout(120)
class ScrapedIT {

  @TempDir Path folder;

  private static String yaml(int port, String region) {
    return """
    exporters:
      prometheus:
        endpoint: 127.0.0.1:%d
        const_labels: {region: %s}
    service:
      pipelines:
        metrics: {receivers: [otlp], exporters: [prometheus]}
    """
        .formatted(port, region);
  }

  private static void send(GatewayUnderTest gateway) {
    byte[] request = Batches.of(Signal.METRICS, "jobs", 2).toByteArray();
    assertThat(gateway.post("/v1/metrics", "application/x-protobuf", request).statusCode())
        .isEqualTo(200);
  }

  private static List<String> scrape(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void showsWhatItIsSentAndGoesOnAtTheSamePortAfterAReload() throws Exception {
    int port = OwnPorts.next();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(port, "eu"))) {
      send(gateway);
      assertThat(scrape(port))
          .containsExactly("jobs_0{region=\"eu\"} 0", "jobs_1{region=\"eu\"} 1");
      assertThat(gateway.metric("otelgw_exporter_prometheus_series")).isEqualTo(2);

      gateway.write(yaml(port, "us"));
      gateway.hangUp();
      gateway.awaitLine("the new configuration runs");
      send(gateway);
      assertThat(scrape(port))
          .containsExactly("jobs_0{region=\"us\"} 0", "jobs_1{region=\"us\"} 1");
      assertThat(gateway.metric("otelgw_exporter_prometheus_series")).isEqualTo(2);
    }
  }

  @Test
  void closesConnectionsOnWhichNoRequestArrives() throws Exception {
    int port = OwnPorts.next();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(port, "eu"));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /metrics HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();

      assertThat(gateway.isAlive()).isTrue();
      Await.until("the connection ends", () -> ended(in));
    }
  }

  private static boolean ended(InputStream in) {
    try {
      return in.read() < 0;
    } catch (IOException _) {
      return true;
    }
  }
}
