package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of what the program is made of. */
class SbomIT {

  @Test
  void namesEveryJarOfTheProgramAndNoOther() throws IOException {
    String sbom = Files.readString(Path.of("target", "sbom.json"));
    List<String> jars =
        Arrays.stream(Files.readString(Path.of("target", "classpath")).split(File.pathSeparator))
            .map(jar -> Path.of(jar.strip()))
            // A repository of Maven keeps an artifact in artifact/version/artifact-version.jar.
            .map(jar ->
                "/%s@%s?type=jar"
                    .formatted(
                        jar.getParent().getParent().getFileName(), jar.getParent().getFileName()))
            .toList();
    assertThat(sbom).contains("\"bomFormat\" : \"CycloneDX\"");
    assertThat(jars)
        .hasSizeGreaterThan(20)
        .allMatch(jar -> sbom.contains(jar.replace("?type=jar", "")));
    assertThat(sbom).doesNotContain("junit", "assertj", "errorprone-core");
  }
}
