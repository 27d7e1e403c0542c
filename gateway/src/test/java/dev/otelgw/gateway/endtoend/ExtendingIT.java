package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/extending.md shows, done word for word. */
class ExtendingIT {

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  @BeforeEach
  void followTheSteps() throws Exception {
    Path launcher = Path.of("..", "otelgw").toRealPath();
    Path mine = folder.resolve("otelgw");
    Files.writeString(mine, "#!/bin/sh\nOTELGW_NO_BUILD=1 exec '" + launcher + "' \"$@\"\n");
    assertThat(mine.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("DropProbes.java"), block("java", 0));
    assertThat(sh(block("sh", 0))).contains("- name: drop_probes");
  }

  @Test
  void theExampleDropsWhatItSays() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start()) {
      String yaml =
          "exporters: {otlp_http: {endpoint: \"" + backend.url() + "\"}}\n" + block("yaml", 0);
      try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
        byte[] request = spans("/health", "/games", "/livez", "/ready").toByteArray();
        assertThat(gateway.post("/v1/traces", "application/x-protobuf", request).statusCode())
            .isEqualTo(200);
        backend.awaitItems(Signal.TRACES, 2, Duration.ofSeconds(30));
        assertThat(backend.traces())
            .flatExtracting(r -> r.getResourceSpans(0).getScopeSpans(0).getSpansList())
            .extracting(Span::getName)
            .containsExactly("/games", "/ready");
      }
    }
  }

  @Test
  void theExampleKeepsTheContract() throws Exception {
    Files.writeString(folder.resolve("DropProbesCheck.java"), block("java", 1));
    Path contracts = Path.of("..", "pipeline", "target", "test-classes").toRealPath();
    String path = "target/drop-probes:" + contracts + ":$(./otelgw classpath)";
    assertThat(
            sh(
                "javac -d target/check -cp \"%1$s\" DropProbesCheck.java && java -cp target/check:\"%1$s\" example.DropProbesCheck"
                    .formatted(path)))
        .contains("drop_probes keeps the contract");
  }

  @Test
  void aPluginThatCannotBeLoadedIsSaidAndTheRestRuns() throws Exception {
    Files.write(folder.resolve("plugins/broken.jar"), new byte[] {1, 2, 3});
    Files.copy(folder.resolve("plugins/drop-probes.jar"), folder.resolve("plugins/twice.jar"));
    assertThat(sh("./otelgw components 2>&1"))
        .contains("- name: drop_probes")
        .contains("warning: plugins/broken.jar: has no component")
        .contains(
            "warning: plugins/twice.jar: there is a component called \"drop_probes\" already; this"
                + " one is not used");
  }

  @Test
  void itsKeysAreCheckedLikeOurs() throws Exception {
    Files.writeString(
        folder.resolve("c.yaml"),
        """
        receivers: {otlp: {protocols: {http: }}}
        processors: {drop_probes: {pahts: [/x]}}
        exporters: {debug: }
        service:
          pipelines:
            traces: {receivers: [otlp], processors: [drop_probes], exporters: [debug]}
        """);
    assertThat(sh("./otelgw validate --config c.yaml 2>&1 || true"))
        .contains("processors.drop_probes.pahts: unknown key; did you mean \"paths\"?");
  }

  private static ExportTraceServiceRequest spans(String... paths) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (String path : paths) {
      KeyValue.Builder attribute = KeyValue.newBuilder().setKey("url.path");
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[16]))
              .setSpanId(ByteString.copyFrom(new byte[8]))
              .setName(path)
              .addAttributes(attribute.setValue(AnyValue.newBuilder().setStringValue(path))));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  /** A block of code of the page, by its language and its number among those. */
  private static String block(String language, int number) throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("..", "docs", "extending.md")));
    List<String> found = new ArrayList<>();
    while (blocks.find()) {
      if (blocks.group(1).equals(language)) {
        found.add(blocks.group(2));
      }
    }
    return found.get(number);
  }

  private String sh(String commands) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-ec", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    shell.environment().merge("PATH", bin.toString(), (old, jdk) -> jdk + File.pathSeparator + old);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
