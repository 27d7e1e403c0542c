package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that are passed on bring no others with them, whatever stands in them. */
class HeaderInjectionIT {

  private static final byte[] SPANS = Batches.spans("a", 1).toByteArray();

  @TempDir Path folder;

  @Test
  void aHeaderThatIsPassedOnStaysOneHeader() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway = GatewayUnderTest.start(folder, configuration(backend.url()))) {
      for (String value :
          List.of(
              "a\rX-Evil: 1",
              "a\nX-Evil: 1",
              "a\r\n X-Evil: 1",
              "a\u0000X-Evil: 1",
              "a\u0085X-Evil: 1",
              "a%0d%0aX-Evil: 1",
              "a\u00e9")) {
        assertThat(post(gateway, value)).startsWith("HTTP/1.1 ");
      }
      assertThat(post(gateway, "good")).startsWith("HTTP/1.1 200");
      backend.awaitItems(Signal.TRACES, 1, Duration.ofSeconds(30));
      gateway.terminate();
      gateway.exitCode();
      assertThat(backend.requests())
          .isNotEmpty()
          .allMatch(
              request -> request.header("x-evil") == null || request.header("x-evil").isEmpty())
          .anyMatch(request -> request.header("x-passed").equals("good"));
      assertThat(gateway.lines()).noneMatch(line -> line.contains("Exception"));
    }
  }

  private static String configuration(String backend) {
    return """
    receivers:
      otlp: {protocols: {http: {include_metadata: true}}}
    extensions:
      headers_setter: {headers: [{key: X-Passed, from_context: x-from}]}
    exporters:
      otlp_http:
        endpoint: %s
        auth: {authenticator: headers_setter}
        sending_queue: {enabled: false}
    service:
      extensions: [health_check, headers_setter]
      pipelines:
        traces: {receivers: [otlp], exporters: [otlp_http]}
    """
        .formatted(backend);
  }

  private static String post(GatewayUnderTest gateway, String value) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-From: %s\r\nContent-Type: application/x-protobuf\r\nContent-Length: %d\r\n\r\n"
              .formatted(value, SPANS.length);
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(SPANS);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
