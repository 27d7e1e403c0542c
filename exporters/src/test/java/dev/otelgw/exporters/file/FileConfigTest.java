package dev.otelgw.exporters.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
import dev.otelgw.exporters.file.FileExporterConfig.GroupByConfig;
import dev.otelgw.exporters.file.FileExporterConfig.RotationConfig;
import dev.otelgw.exporters.testing.ProblemList;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileConfigTest {

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(new FileExporterConfig())
        .isEqualTo(
            new FileExporterConfig(
                "",
                Format.JSON,
                "",
                Compression.NONE,
                true,
                null,
                Duration.ofSeconds(1),
                null,
                false,
                ""));
    assertThat(new RotationConfig()).isEqualTo(new RotationConfig(100, 0, 100, false));
    assertThat(new GroupByConfig())
        .isEqualTo(new GroupByConfig(false, "fileexporter.path_segment", 100));
  }

  @Test
  void saysWhatIsMissingOrWithoutEffect() {
    assertThat(problems(FileConfigs.to("")))
        .containsExactly(
            "error path: missing; give the file to write to, for example data/telemetry.jsonl");
    assertThat(problems(FileConfigs.to("a").encoding("otlp")))
        .containsExactly(
            "error encoding: extensions that encode are not supported; use format instead");
    assertThat(problems(FileConfigs.to("a").fresh().rotating(new RotationConfig())))
        .containsExactly(
            "warning append: has no effect with rotation, which goes on where it left off");
    assertThat(problems(FileConfigs.to("a").flushing(Duration.ofSeconds(5))))
        .containsExactly(
            "warning flush_interval: has no effect here: each request is written at once");
    assertThat(problems(FileConfigs.to("a"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"755, ''", "0750, ''", "0o700, ''", "rwx, no", "0888, no", "7, no"})
  void readsPermissionsInOctal(String octal, String problem) {
    List<String> found = problems(FileConfigs.to("a").makingFolders(octal));
    if (problem.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .containsExactly(
              ("error directory_permissions: \"%s\" are no permissions; write three octal digits,"
                      + " for example 0750")
                  .formatted(octal));
    }
  }

  @Test
  void permissionsNeedFoldersToMake() {
    assertThat(problems(FileConfigs.to("a").permissions("0750")))
        .containsExactly("error directory_permissions: needs create_directory: true");
  }

  @Test
  void groupsNeedOneStarInThePath() {
    assertThat(problems(FileConfigs.to("logs/app.json").groupedBy("tenant", 10)))
        .containsExactly("error path: must hold exactly one * where group_by is enabled");
    assertThat(problems(FileConfigs.to("logs/*/*.json").groupedBy("tenant", 10)))
        .containsExactly("error path: must hold exactly one * where group_by is enabled");
    assertThat(problems(FileConfigs.to("*.json").groupedBy("tenant", 10)))
        .containsExactly("error path: must not begin with the *; write ./* for this folder");
    assertThat(problems(FileConfigs.to("logs/*.json").groupedBy("", 10)))
        .containsExactly("error group_by.resource_attribute: is empty; name a resource attribute");
    assertThat(problems(FileConfigs.to("logs/*.json").groupedBy("tenant", 10))).isEmpty();
  }

  private static List<String> problems(FileConfigs config) {
    return ProblemList.of(config.config());
  }
}
