package dev.otelgw.bench.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmTest {

  private static final Path CONFIGS = Path.of("configs");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collector",
        "collector-disk",
        "collector-disk-batch",
        "nginx",
        "otelgw",
        "otelgw-disk",
        "otelgw-disk-batch"
      })
  void theArmsOfTheRepositoryCanBeRead(String name) throws IOException {
    Arm arm = Arm.read(CONFIGS, name);

    assertThat(arm.command()).contains("@config@");
    assertThat(Path.of(arm.config())).isRegularFile();
    arm.check(Variant.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"otelgw", "otelgw-upsert", "otelgw-disk", "otelgw-disk-batch"})
  void ourGatewayTakesNoPortThatTheRoundDidNotGiveIt(String name) throws IOException {
    String config = Files.readString(Path.of(Arm.read(CONFIGS, name).config()));

    assertThat(config)
        .as("the health check would listen on its default")
        .contains("health_check:\n    endpoint: 127.0.0.1:@health_port@")
        .contains("extensions: [health_check")
        .doesNotContainPattern("(endpoint|port): .*\\d{4,5}\\s");
  }

  @Test
  void aVariantThatAnArmLacksIsRefused() throws IOException {
    Arm nginx = Arm.read(CONFIGS, "nginx");

    assertThatThrownBy(() -> nginx.check(Variant.ZSTD))
        .hasMessage("arm nginx: cannot do zstd, only plain, gzip-in");
  }

  @Test
  void keysOfItsOwnBecomePlaceholders(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine.properties"), "command = mine @level@\nlevel = 3\n");

    assertThat(Arm.read(folder, "mine").defaults()).isEqualTo(Map.of("level", "3"));
    assertThat(Arm.read(folder, "mine").config()).isEmpty();
  }

  @Test
  void anUnknownArmIsRefused() {
    assertThatThrownBy(() -> Arm.read(CONFIGS, "alloy")).hasMessageContaining("arm alloy: no ");
  }

  @Test
  void variantsAreReadAsTheyAreWritten() {
    assertThat(Variant.of("gzip-in")).isEqualTo(Variant.GZIP_IN);
    assertThatThrownBy(() -> Variant.of("lz4"))
        .hasMessageContaining("not one of plain, gzip, zstd, gzip-in");
  }
}
