package dev.otelgw.exporters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
import dev.otelgw.exporters.file.FileExporterConfig.RotationConfig;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExporterTest {

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  @Test
  void writesOneJsonRequestALineAndGoesOnAfterARestart() throws IOException {
    FileExporterConfig config = config(Format.JSON, Compression.NONE, null);
    for (String name : List.of("a", "b")) {
      try (Exporter exporter = started(config)) {
        assertThat(exporter.accept(Batches.spans(name, 2))).isEqualTo(Outcome.accepted());
      }
    }

    List<String> lines = Files.readAllLines(path());
    List<Batch> read = new ArrayList<>();
    for (String line : lines) {
      read.add(valid(OtlpJson.parse(Signal.TRACES, line.getBytes(StandardCharsets.UTF_8))));
    }
    assertThat(Batches.names(read)).containsExactly("a-0", "a-1", "b-0", "b-1");
  }

  @Test
  void writesProtobufBehindItsLength() throws IOException {
    try (Exporter exporter = started(config(Format.PROTO, Compression.NONE, null))) {
      exporter.accept(Batches.spans("a", 1));
      exporter.accept(Batches.spans("b", 1));
    }

    List<Batch> read = new ArrayList<>();
    for (byte[] record : records()) {
      read.add(valid(OtlpParser.parse(Signal.TRACES, record)));
    }
    assertThat(Batches.names(read)).containsExactly("a-0", "b-0");
  }

  @Test
  void compressesEachRecord() throws IOException {
    try (Exporter exporter = started(config(Format.JSON, Compression.ZSTD, null))) {
      exporter.accept(Batches.spans("a", 100));
    }

    byte[] record = records().getFirst();
    byte[] json = Zstd.decompress(record, (int) Zstd.getFrameContentSize(record));
    assertThat(Batches.names(List.of(valid(OtlpJson.parse(Signal.TRACES, json))))).hasSize(100);
  }

  @Test
  void rotatesAndKeepsAsManyAsAsked() throws IOException {
    FileExporterConfig config =
        config(Format.PROTO, Compression.NONE, new RotationConfig(1, 0, 2, false));
    try (Exporter exporter = started(config)) {
      for (int i = 0; i < 60; i++) {
        clock.advance(Duration.ofSeconds(1));
        assertThat(exporter.accept(Batches.spans("x".repeat(1000), 100)).taken()).isTrue();
      }
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList())
          .hasSize(3)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20));
    }
  }

  @Test
  void deletesWhatIsTooOld() throws IOException {
    Path old = folder.resolve("out-2026-01-01T00-00-00.000.data");
    Files.writeString(old, "old");
    Files.setLastModifiedTime(old, FileTime.from(clock.now()));
    clock.advance(Duration.ofDays(3));
    FileExporterConfig config =
        config(Format.PROTO, Compression.NONE, new RotationConfig(1, 2, 0, false));
    try (Exporter exporter = started(config)) {
      exporter.accept(Batches.spans("x".repeat(1000), 700));
      exporter.accept(Batches.spans("x".repeat(1000), 700));
    }
    assertThat(old).doesNotExist();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void namesOldFilesByTheClockOnTheWallWhereAskedTo() throws IOException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    try {
      for (boolean local : new boolean[] {false, true}) {
        Path path = folder.resolve(local ? "local.data" : "utc.data");
        RotationConfig rotation = new RotationConfig(1, 0, 0, local);
        try (Exporter exporter = started(FileConfigs.to(path).rotating(rotation).config())) {
          exporter.accept(Batches.spans("x".repeat(1000), 700));
          exporter.accept(Batches.spans("x".repeat(1000), 700));
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(folder.toFile().list())
        .contains("utc-2026-01-01T00-00-00.000.data")
        .contains("local-2026-01-01T05-30-00.000.data");
  }

  @Test
  void beginsAnewWhereToldToUnlessItRotates() throws IOException {
    Files.writeString(path(), "yesterday\n");
    try (Exporter exporter =
        started(FileConfigs.to(path()).fresh().rotating(new RotationConfig()).config())) {
      exporter.accept(Batches.spans("a", 1));
    }
    assertThat(Files.readAllLines(path())).hasSize(2).contains("yesterday");

    try (Exporter exporter = started(FileConfigs.to(path()).fresh().config())) {
      exporter.accept(Batches.spans("a", 1));
    }
    assertThat(Files.readAllLines(path())).hasSize(1);
  }

  @Test
  void filesAreForTheOwnerOnly() throws IOException {
    Path deep = folder.resolve("new/folder/out.jsonl");
    try (Exporter exporter = started(FileConfigs.to(deep).makingFolders("").config())) {
      exporter.accept(Batches.spans("a", 1));
    }
    assertThat(permissions(deep)).isEqualTo("rw-------");
    assertThat(permissions(deep.getParent())).isEqualTo("rwx------");
  }

  @Test
  void foldersPermitWhatTheyAreTold() throws IOException {
    Path deep = folder.resolve("new/out.jsonl");
    try (Exporter _ = started(FileConfigs.to(deep).makingFolders("0750").config())) {
      assertThat(permissions(deep.getParent())).isEqualTo("rwxr-x---");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void saysWhenTheFolderIsMissing() {
    FileExporterConfig config = FileConfigs.to(folder.resolve("missing/out.jsonl")).config();
    assertThatThrownBy(() -> started(config))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the folder does not exist; make it, or set create_directory: true");
  }

  @Test
  void refusesWhatItCannotWrite() {
    Exporter exporter = started(config(Format.JSON, Compression.NONE, null));
    exporter.close();
    assertThat(exporter.accept(Batches.spans("a", 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  private Path path() {
    return folder.resolve("out.data");
  }

  private FileExporterConfig config(
      Format format, Compression compression, RotationConfig rotation) {
    return FileConfigs.to(path()).as(format, compression).rotating(rotation).config();
  }

  private Exporter started(FileExporterConfig config) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "file", "");
    Context context = new Context(id, Observer.NONE, clock, new Memory(1 << 20), "otelgw/test");
    Exporter exporter = new FileExporterFactory().create(config, context);
    exporter.start();
    return exporter;
  }

  private List<byte[]> records() throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path()));
    List<byte[]> records = new ArrayList<>();
    while (all.hasRemaining()) {
      byte[] record = new byte[all.getInt()];
      all.get(record);
      records.add(record);
    }
    return records;
  }

  private static Batch valid(Parsed parsed) {
    return ((Parsed.Valid) parsed).batch();
  }
}
