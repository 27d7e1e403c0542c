package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.docs.SchemaDoc;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema in docs/, and every configuration in the repository before it. */
class SchemaDocTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SCHEMA = ROOT.resolve("docs/otelgw.schema.json");
  private static final Set<String> MADE = Set.of("target", "node_modules", "data");
  private static final Pattern SECTION =
      Pattern.compile("(?m)^(receivers|processors|exporters|connectors|extensions|service):");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```ya?ml\n(.*?)^```$");

  @Test
  void theSchemaIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(SCHEMA))
        .as("docs/otelgw.schema.json is old; run: ./otelgw schema > docs/otelgw.schema.json")
        .isEqualTo(SchemaDoc.page(Components.all()));
  }

  @Test
  void theSchemaIsOne() throws IOException {
    assertThat(EditorView.ofDraft7().complaints(Files.readString(SCHEMA))).isEmpty();
  }

  private static List<Path> files(String... endings) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean ours = folder.equals(ROOT) || !(name.startsWith(".") || MADE.contains(name));
            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Those of the Collector itself aside, which it is measured with. */
  static Stream<Path> configurations() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files(".yaml", ".yml")) {
      boolean collectors = file.getFileName().toString().startsWith("collector");
      if (!collectors && SECTION.matcher(Files.readString(file)).find()) {
        found.add(file);
      }
    }
    assertThat(found).hasSizeGreaterThan(30);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void editorsTakeEveryConfiguration(Path file) throws IOException {
    // What is filled in later is as a variable.
    String yaml =
        Files.readString(file)
            .replaceAll("(?<=: )@\\w+@(?=[\\s,}])", "'\\${env:FILLED}'")
            .replaceAll("@\\w+@", "\\${env:FILLED}");
    assertThat(EditorView.ofSchema(Files.readString(SCHEMA)).complaints(yaml)).isEmpty();
  }

  /** Configurations of the Collector's users, which run here as they are, have none. */
  static Stream<Path> ours() throws IOException {
    return configurations().filter(file -> !file.toString().contains("collector-configs"));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void everyConfigurationOfOursNamesTheSchema(Path file) throws IOException {
    assertThat(Files.readString(file).lines().findFirst())
        .hasValue("# yaml-language-server: $schema=" + file.getParent().relativize(SCHEMA));
  }

  static Stream<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    for (Path page : files(".md")) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        if (SECTION.matcher(block.group(1)).find()) {
          examples.add(block.group(1));
        }
      }
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void editorsTakeEveryExample(String yaml) throws IOException {
    // The component that docs/extending.md writes.
    String known = yaml.replaceAll("(?m)^  drop_probes:\n.*\n", "  batch:\n");
    assertThat(EditorView.ofSchema(Files.readString(SCHEMA)).complaints(known)).isEmpty();
  }
}
