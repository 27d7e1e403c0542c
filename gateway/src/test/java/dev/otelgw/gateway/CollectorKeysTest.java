package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.collector.CollectorKey;
import dev.otelgw.gateway.collector.CollectorKeys;
import dev.otelgw.gateway.collector.KeySection;
import dev.otelgw.gateway.collector.Verdict;
import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.KeyDescription;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the Collector's keys says of each key what the reader does with it. */
class CollectorKeysTest {

  private static final CollectorKeys TABLE = CollectorKeys.read();

  /** Sections of the table with the keys of the records that they are about. */
  static Stream<Map.Entry<String, List<KeyDescription>>> sections() {
    Map<String, List<KeyDescription>> sections = new LinkedHashMap<>();
    for (Factory<?> factory : Components.all()) {
      sections.put(
          kind(factory) + " " + factory.type().name(), KeyDescription.of(factory.configType()));
    }
    sections.put("service", KeyDescription.ofService());
    return sections.entrySet().stream();
  }

  private static String kind(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> _ -> "receiver";
      case ProcessorFactory<?> _ -> "processor";
      case ExporterFactory<?> _ -> "exporter";
      case ConnectorFactory<?> _ -> "connector";
      case ExtensionFactory<?> _ -> "extension";
    };
  }

  @Test
  void everyComponentHasASectionAndEverySectionItsComponent() {
    List<String> components = sections().map(Map.Entry::getKey).toList();
    assertThat(TABLE.sections())
        .extracting(KeySection::name)
        .filteredOn(name -> !name.startsWith("fragment "))
        .as("src/main/resources/dev/otelgw/gateway/collector/keys.txt")
        .containsExactlyInAnyOrderElementsOf(components);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void everyKeyOfARecordIsInTheTableAndNoOther(Map.Entry<String, List<KeyDescription>> section) {
    List<CollectorKey> table = TABLE.keys(section.getKey());
    if (table.stream().anyMatch(key -> key.path().equals("*"))) {
      return;
    }
    List<String> record = section.getValue().stream().map(KeyDescription::path).toList();
    boolean service = section.getKey().equals("service");
    assertThat(table).extracting(CollectorKey::path).doesNotHaveDuplicates().containsAll(record);
    assertThat(table)
        .filteredOn(key -> key.verdict() != Verdict.REFUSED)
        // What service takes for the Collector's sake only is no key of its records.
        .filteredOn(key -> !service || key.verdict() != Verdict.IDLE)
        .extracting(CollectorKey::path)
        .isSubsetOf(record);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void theCollectorsDefaultIsGivenOnlyWhereItIsAnother(
      Map.Entry<String, List<KeyDescription>> section) {
    for (CollectorKey key : TABLE.keys(section.getKey())) {
      section.getValue().stream()
          .filter(ours -> ours.path().equals(key.path()) && !key.theirDefault().isEmpty())
          .forEach(ours ->
              assertThat(ours.defaultValue())
                  .as(section.getKey() + " " + key.path())
                  .isNotEqualTo(key.theirDefault()));
    }
  }

  /** Keys that are refused, and those of {@code service} that have no effect. */
  static Stream<List<String>> refused() {
    return TABLE.sections().stream()
        .map(KeySection::name)
        .filter(name -> !name.startsWith("fragment "))
        .flatMap(name ->
            TABLE.keys(name).stream()
                .filter(key -> key.verdict() == Verdict.REFUSED)
                .map(key -> List.of(name, key.path(), key.remark())));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsRefusedIsRefusedByName(List<String> key) {
    String section = key.getFirst();
    String path = section(section) + "." + key.get(1).replace("[]", "[0]");
    assertThat(errors(load(section, key.get(1))))
        .anySatisfy(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).containsAnyOf(key.get(2), "not supported");
        });
  }

  static Stream<String> idleInService() {
    return TABLE.keys("service").stream()
        .filter(key -> key.verdict() == Verdict.IDLE)
        .map(CollectorKey::path)
        .filter(path -> !path.endsWith("without_scope_info"));
  }

  @ParameterizedTest
  @MethodSource("idleInService")
  void whatHasNoEffectIsWarnedOf(String path) {
    Loaded loaded = load("service", path);
    List<Problem> warnings =
        switch (loaded) {
          case Loaded.Ok ok -> ok.warnings();
          case Loaded.Invalid invalid -> invalid.warnings();
        };
    assertThat(warnings)
        .anySatisfy(warning -> {
          assertThat(warning.path()).isEqualTo("service." + path.replace("[]", "[0]"));
          assertThat(warning.message()).startsWith("has no effect here");
        });
  }

  static Stream<Map.Entry<String, String>> missing() {
    return TABLE.missing().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("missing")
  void aComponentThatIsNotHereIsNamedWithWhatToDoInstead(Map.Entry<String, String> missing) {
    assertThat(errors(load(missing.getKey(), "key")))
        .anySatisfy(problem -> assertThat(problem.message()).contains(missing.getValue()));
  }

  /** {@code receivers.otlp} for {@code receiver otlp}. */
  private static String section(String name) {
    return name.equals("service") ? name : name.replace(" ", "s.");
  }

  private static List<Problem> errors(Loaded loaded) {
    return loaded instanceof Loaded.Invalid invalid ? invalid.errors() : List.of();
  }

  /** A configuration that has this key with some value, in flow style. */
  private static Loaded load(String section, String path) {
    StringBuilder open = new StringBuilder();
    StringBuilder close = new StringBuilder();
    List<String> keys = new ArrayList<>(List.of(section(section).split("\\.")));
    keys.addAll(List.of(path.split("\\.")));
    for (String key : keys) {
      boolean list = key.endsWith("[]");
      open.append('{').append(key.replace("[]", "")).append(": ").append(list ? "[" : "");
      close.insert(0, list ? "]}" : "}");
    }
    String yaml = open + "x" + close;
    return ConfigLoader.load(
        List.of(new Source.Text("otelgw.yaml", yaml)), Components.all(), Map.of());
  }
}
