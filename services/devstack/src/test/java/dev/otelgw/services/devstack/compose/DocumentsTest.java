package dev.otelgw.services.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.settings.Settings.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents, held against the files and the code that they tell of. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Page RUNTIME = Page.of("docs/RUNTIME_CONFIG.md");

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToSomething(Page page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (MatchResult link : LINK.matcher(page.prose()).results().toList()) {
      String target = link.group(1);
      if (!target.startsWith("http") && !leads(page, target)) {
        dead.add(target);
      }
    }
    assertThat(dead).as("dead links of " + page).isEmpty();
  }

  private static boolean leads(Page page, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page.file() : page.file().resolveSibling(path);
    if (!Files.exists(file)) {
      return false;
    }
    return hash < 0 || new Page(file).anchors().contains(target.substring(hash + 1));
  }

  /** A page that no other leads to is found by nobody. */
  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    reach(Page.of("README.md"), reached);
    for (Page page : pages()) {
      assertThat(reached).as("pages that README.md leads to").contains(page.file().normalize());
    }
  }

  private static void reach(Page page, Set<Path> reached) {
    if (reached.add(page.file().normalize())) {
      LINK.matcher(page.prose())
          .results()
          .map(link -> link.group(1).replaceFirst("#.*", ""))
          .filter(target -> target.endsWith(".md") && !target.startsWith("http"))
          .forEach(target -> reach(new Page(page.file().resolveSibling(target)), reached));
    }
  }

  @Test
  void theServicesVariablesAreThoseThatTheyRead() {
    Map<String, String> read = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      for (Variable variable : ServiceSettings.of(service)) {
        String otherwise = variable.otherwise().isEmpty() ? "none" : variable.otherwise();
        read.put(variable.name() + " of " + kind(service), otherwise);
      }
    }
    Map<String, String> told = new LinkedHashMap<>();
    for (List<String> row : RUNTIME.rows("## The services")) {
      String[] readers =
          row.get(1).equals("all")
              ? new String[] {"api", "bot", "daemon"}
              : row.get(1).split(", ", -1);
      for (String reader : readers) {
        told.put(row.get(0) + " of " + reader, row.get(2));
      }
    }
    assertThat(told).containsExactlyInAnyOrderEntriesOf(read);
  }

  private static String kind(Service service) {
    return switch (service) {
      case API -> "api";
      case BOT -> "bot";
      case NOTIFICATION_DAEMON, STATUS_TRANSITION_DAEMON -> "daemon";
    };
  }

  @Test
  void theAgentsVariablesAreThoseOfItsFileWithTheirValues() {
    Map<String, String> told = new LinkedHashMap<>();
    for (List<String> row : RUNTIME.rows("## The agent")) {
      told.put(row.get(0), row.get(1));
    }
    Dotenv file = Dotenv.read(ComposeFile.FOLDER.resolve("../services/otel.env"));
    file.values()
        .forEach((name, value) -> {
          assertThat(told).as("docs/RUNTIME_CONFIG.md").containsKey(name);
          if (!name.equals("OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS")) {
            assertThat(told.get(name)).as(name).isEqualTo(value);
          }
        });
    told.keySet().removeAll(file.values().keySet());
    assertThat(told.keySet())
        .containsExactly(
            "OTEL_SERVICE_NAME",
            "OTEL_RESOURCE_ATTRIBUTES",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG");
  }

  @Test
  void theVariablesOfComposeAreThoseOfItsExampleWithTheirDefaults() {
    Map<String, String> told = new LinkedHashMap<>();
    for (List<String> row : RUNTIME.rows("## compose/.env")) {
      told.put(row.get(0), row.get(1));
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    for (ComposeFile.Variable variable :
        ComposeFile.read("compose.yaml", "compose.local.yaml").variables()) {
      wanted.put(variable.name(), variable.otherwise().isEmpty() ? "none" : variable.otherwise());
    }
    assertThat(told).containsExactlyInAnyOrderEntriesOf(wanted);
  }

  @Test
  void theGatewaysVariablesAreThoseOfItsConfigurationsAndItsLauncher() {
    assertThat(told("### compose/gateway.yaml"))
        .containsExactlyInAnyOrderEntriesOf(
            environment("compose/gateway.yaml", "compose/gateway.local.yaml"));
    String resources = "gateway/src/main/resources/dev/otelgw/gateway/";
    Map<String, String> all = told("## The gateway");
    assertThat(all)
        .containsAllEntriesOf(
            environment(resources + "grafana-cloud.yaml", resources + "local.yaml"));
    Set<String> launcher =
        Pattern.compile("\\$\\{(OTELGW_[A-Z0-9_]+):-")
            .matcher(Page.of("otelgw").text())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(launcher).hasSizeGreaterThan(4);
    assertThat(all).containsKeys(launcher.toArray(String[]::new));
  }

  private static Map<String, String> told(String heading) {
    Map<String, String> told = new LinkedHashMap<>();
    for (List<String> row : RUNTIME.rows(heading)) {
      told.putIfAbsent(row.get(0), row.get(1));
    }
    return told;
  }

  private static Map<String, String> environment(String... configurations) {
    Map<String, String> variables = new LinkedHashMap<>();
    Stream.of(configurations)
        .flatMap(file ->
            Pattern.compile("\\$\\{env:([A-Z_]+)(?::-([^}]*))?}")
                .matcher(Page.of(file).text())
                .results())
        .forEach(match ->
            variables.put(match.group(1), match.group(2) == null ? "none" : match.group(2)));
    return variables;
  }
}
