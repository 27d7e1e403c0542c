package dev.otelgw.exporters.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.wire.Parsed;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupedFilesTest {

  @TempDir Path folder;

  /** A span for each tenant; none where a name is empty. */
  private static Batch tenants(String... names) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (String name : names) {
      Resource.Builder resource = Resource.newBuilder().addAttributes(text("service.name", "shop"));
      if (!name.isEmpty()) {
        resource.addAttributes(text("tenant", name));
      }
      request.addResourceSpans(
          Requests.traces(1).getResourceSpans(0).toBuilder().setResource(resource));
    }
    return Batch.of(Signal.TRACES, request.build().toByteArray(), names.length);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private Exporter started(FileConfigs config) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "file", "");
    Context context =
        new Context(id, Observer.NONE, new ManualClock(), new Memory(1 << 20), "otelgw/test");
    Exporter exporter = new FileExporterFactory().create(config.config(), context);
    exporter.start();
    return exporter;
  }

  private FileConfigs byTenant(int mostOpen) {
    return FileConfigs.to(folder + "/sub/app-*.json").groupedBy("tenant", mostOpen);
  }

  private static List<String> tenantsIn(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .flatMap(line -> resources(line.getBytes(StandardCharsets.UTF_8)))
        .map(resource -> resource.getResource().getAttributes(1).getValue().getStringValue())
        .toList();
  }

  private static Stream<ResourceSpans> resources(byte[] json) {
    Batch batch = ((Parsed.Valid) OtlpJson.parse(Signal.TRACES, json)).batch();
    return ((ExportTraceServiceRequest) batch.message()).getResourceSpansList().stream();
  }

  @Test
  void writesEachResourceToTheFileOfItsAttribute() throws IOException {
    try (Exporter exporter = started(byTenant(100))) {
      Batch joined = Batch.join(List.of(tenants("a", "b", "a"), tenants("b")));

      assertThat(exporter.accept(joined)).isEqualTo(Outcome.accepted());
      assertThat(exporter.accept(tenants("a"))).isEqualTo(Outcome.accepted());
    }
    assertThat(tenantsIn(folder.resolve("sub/app-a.json"))).containsExactly("a", "a", "a");
    assertThat(tenantsIn(folder.resolve("sub/app-b.json"))).containsExactly("b", "b");
    assertThat(Files.readAllLines(folder.resolve("sub/app-a.json"))).hasSize(2);
  }

  @Test
  void saysHowManyItemsHaveNoFile() {
    try (Exporter exporter = started(byTenant(100))) {
      assertThat(exporter.accept(tenants("a", "", "")))
          .isEqualTo(
              new Outcome.Partial(
                  2,
                  "exporter file: no text fit for a file name in the resource attribute tenant"
                      + " (group_by)"));
    }
  }

  @Test
  void aNumberIsNoText() {
    KeyValue number =
        KeyValue.newBuilder()
            .setKey("tenant")
            .setValue(AnyValue.newBuilder().setIntValue(7))
            .build();
    ExportLogsServiceRequest logs = Requests.logs(4);
    byte[] bytes =
        logs.toBuilder()
            .setResourceLogs(
                0,
                logs.getResourceLogs(0).toBuilder()
                    .setResource(Resource.newBuilder().addAttributes(number)))
            .build()
            .toByteArray();
    try (Exporter exporter = started(byTenant(100))) {
      assertThat(exporter.accept(Batch.of(Signal.LOGS, bytes, 4)))
          .isInstanceOfSatisfying(
              Outcome.Partial.class, partial -> assertThat(partial.rejectedItems()).isEqualTo(4));
    }
  }

  @Test
  void whatCannotBeTheNameOfAFileIsToldOnceAndNotAskedForAgain() {
    try (Exporter exporter = started(byTenant(100))) {
      for (String name : List.of("a\u0000b", "line\nbreak", "x".repeat(300), "a/".repeat(600))) {
        assertThat(exporter.accept(tenants(name)))
            .isInstanceOfSatisfying(
                Outcome.Partial.class,
                partial -> assertThat(partial.message()).contains("fit for a file name"));
      }
    }
  }

  @Test
  void neverLeadsOutOfTheFolder() throws IOException {
    try (Exporter exporter = started(byTenant(100))) {
      for (String name : List.of("../../../evil", "/etc/evil", "x/../../evil", "..", "a/b")) {
        assertThat(exporter.accept(tenants(name))).isEqualTo(Outcome.accepted());
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allMatch(file -> file.startsWith(folder.resolve("sub")));
    }
  }

  @Test
  void keepsNoMoreFilesOpenThanItMayAndLosesNothing() throws IOException {
    try (Exporter exporter = started(byTenant(2).fresh())) {
      for (int round = 0; round < 3; round++) {
        for (int tenant = 0; tenant < 5; tenant++) {
          exporter.accept(tenants("t" + tenant));
        }
      }
      long open =
          Stream.of(new java.io.File("/proc/self/fd").listFiles())
              .filter(fd -> leadsInto(fd.toPath()))
              .count();
      assertThat(open).isEqualTo(2);
    }
    for (int tenant : IntStream.range(0, 5).toArray()) {
      assertThat(tenantsIn(folder.resolve("sub/app-t" + tenant + ".json"))).hasSize(3);
    }
  }

  private boolean leadsInto(Path descriptor) {
    try {
      return descriptor.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void writesProtobufToo() throws IOException {
    try (Exporter exporter = started(byTenant(9).as(Format.PROTO, Compression.NONE))) {
      exporter.accept(tenants("a", "b"));
    }
    byte[] file = Files.readAllBytes(folder.resolve("sub/app-b.json"));
    byte[] record = java.util.Arrays.copyOfRange(file, 4, file.length);
    assertThat(ExportTraceServiceRequest.parseFrom(record).getResourceSpansCount()).isEqualTo(1);
  }
}
