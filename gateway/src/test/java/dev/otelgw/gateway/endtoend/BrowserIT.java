package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages in a real browser send from another origin, which asks the gateway first: JSON, and headers
 * of one's own, need the leave of a preflight.
 */
class BrowserIT {

  private static final String CORS =
      """
      receivers:
        otlp:
          protocols:
            http:
              cors:
                allowed_origins: ["http://127.0.0.1:*"]
                allowed_headers: [authorization, traceparent]
      """;

  @TempDir Path folder;

  @Test
  void aPageOfAnAllowedOriginDelivers() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, CORS + Pipelines.toBackend(backend.url()))) {
      List<String> report = visit("127.0.0.1", gateway, 0);

      assertThat(report).contains("defaults: taken", "headers: taken", "fetch: 200 {}");
      List<String> spans = report.stream().filter(line -> line.startsWith("span: ")).toList();
      assertThat(spans).hasSize(3);
      backend.awaitItems(Signal.TRACES, 6, Duration.ofSeconds(30));
      backend.awaitItems(Signal.LOGS, 1, Duration.ofSeconds(30));
      assertThat(backend.traces())
          .hasSize(2)
          .allSatisfy(request -> assertThat(spans(request)).containsExactlyElementsOf(spans));
    }
  }

  @Test
  void aPageOfAnotherOriginDoesNot() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, CORS + Pipelines.toBackend(backend.url()))) {
      List<String> report = visit("localhost", gateway, 1000);

      assertThat(report)
          .contains("fetch: TypeError: Failed to fetch")
          .noneMatch(line -> line.endsWith("taken"))
          .anyMatch(line -> line.startsWith("defaults: "))
          .anyMatch(line -> line.startsWith("headers: "));
      assertThat(gateway.metric("otelgw_ledger_accepted_items")).isZero();
      assertThat(backend.requests()).isEmpty();
    }
  }

  private List<String> visit(String host, GatewayUnderTest gateway, int timeout) throws Exception {
    Browser.program();
    ForeignSdk sdk = ForeignSdk.node();
    sdk.run(
        Map.of(),
        Path.of("node_modules", "esbuild", "bin", "esbuild").toString(),
        "page.mjs",
        "--bundle",
        "--format=esm",
        "--outfile=page.js");
    Path home = Files.createDirectory(folder.resolve("browser"));
    try (PageServer pages = PageServer.start(sdk.folder().resolve("page.js"));
        Browser _ = Browser.open(home, pages.url(host, gateway.httpPort(), timeout))) {
      return pages.report();
    }
  }

  private static List<String> spans(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(BrowserIT::line)
        .toList();
  }

  private static String line(Span span) {
    HexFormat hex = HexFormat.of();
    return "span: %s %s %s"
        .formatted(
            hex.formatHex(span.getTraceId().toByteArray()),
            hex.formatHex(span.getSpanId().toByteArray()),
            span.getName());
  }
}
