package dev.otelgw.services.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.compose.ComposeFile.Variable;
import dev.otelgw.services.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** compose.yaml and compose.local.yaml by themselves: what can be said without running anything. */
class ComposeTest {

  private static final String CLOUD = "compose.yaml";
  private static final String LOCAL = "compose.local.yaml";
  private static final Map<String, Service> SERVICES =
      Map.of(
          "api", Service.API,
          "bot", Service.BOT,
          "notification-daemon", Service.NOTIFICATION_DAEMON,
          "status-transition-daemon", Service.STATUS_TRANSITION_DAEMON);

  private final ComposeFile compose = ComposeFile.read(CLOUD, LOCAL);
  private final Dotenv example = Dotenv.read(ComposeFile.FOLDER.resolve(".env.example"));

  @ParameterizedTest
  @ValueSource(strings = {CLOUD, LOCAL, CLOUD + " " + LOCAL})
  void keepsToTheComposeSpecification(String files) throws IOException {
    assertThat(problems(ComposeFile.read(files.split(" ", -1)).content())).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatComposeWould() throws IOException {
    Map<String, Object> wrong = new HashMap<>(compose.content());
    wrong.put("services", Map.of("otelgw", Map.of("imge", "otelgw")));
    assertThat(problems(wrong)).isNotEmpty();
  }

  private static List<String> problems(Map<String, Object> content) throws IOException {
    try (InputStream in = ComposeTest.class.getResourceAsStream("compose-spec.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(
                  SchemaLocation.of("https://compose-spec.io/"), // its own id is relative
                  new String(in.readAllBytes(), StandardCharsets.UTF_8),
                  InputFormat.JSON);
      return schema.validate(json(content), InputFormat.JSON).stream()
          .map(problem -> problem.getInstanceLocation() + ": " + problem.getMessage())
          .toList();
    }
  }

  private static String json(Map<String, Object> content) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(content);
  }

  @Test
  void everyVariableIsInTheExampleAndExplainedAndTheOtherWayRound() {
    Set<String> used = compose.variables().stream().map(Variable::name).collect(Collectors.toSet());
    assertThat(example.values().keySet()).containsExactlyInAnyOrderElementsOf(used);
    // REDIS_MONITORING_PASSWORD and its like stand in a group with one comment.
    assertThat(example.unexplained()).isEmpty();
  }

  @Test
  void secretsHaveNoDefaultAnywhereAndOtherDefaultsAreThoseOfTheExample() {
    Pattern secret = Pattern.compile(".*(PASSWORD|SECRET|TOKEN|API_KEY|SESSION_KEY)");
    Set<String> secrets = new HashSet<>();
    for (Variable variable : compose.variables()) {
      String value = example.values().get(variable.name());
      if (secret.matcher(variable.name()).matches()) {
        secrets.add(variable.name());
        assertThat(variable.required()).as(variable.name()).isTrue();
        assertThat(value).as(variable.name()).isEmpty();
      } else if (!variable.required()) {
        assertThat(variable.otherwise()).as(variable.name()).isNotEmpty().isEqualTo(value);
      }
    }
    assertThat(secrets).hasSize(10);
  }

  @Test
  void everyContainerHasLimitsAPinnedImageAHealthCheckAndLogsThatEnd() {
    compose
        .services()
        .forEach((name, service) -> {
          Map<String, Object> limits =
              ComposeFile.map(
                  ComposeFile.map(compose.part(name, "deploy").get("resources")).get("limits"));
          assertThat(limits).as(name).containsKeys("cpus", "memory", "pids");
          assertThat(String.valueOf(service.get("image")))
              .as(name)
              .matches("[a-z/-]+:(\\$\\{.+}|\\d.*)");
          // Of our own images the Dockerfiles have it.
          assertThat(
                  service.containsKey("healthcheck")
                      || SERVICES.containsKey(name)
                      || name.equals("otelgw"))
              .as(name + " has a health check")
              .isTrue();
          assertThat(compose.part(name, "logging")).as(name).containsKey("options");
          assertThat(service).as(name).containsEntry("restart", "unless-stopped");
          assertThat(String.valueOf(service.get("security_opt")))
              .as(name)
              .contains("no-new-privileges");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otelgw",
        "api",
        "bot",
        "notification-daemon",
        "status-transition-daemon",
        "redis"
      })
  void whatNeedsNoRightsHasNone(String container) {
    Map<String, Object> service = compose.services().get(container);
    assertThat(service).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
  }

  @Test
  void nothingListensBeyondThisMachineAndServersLeadNowhere() {
    compose
        .services()
        .forEach((name, service) -> {
          for (Object port : (List<?>) service.getOrDefault("ports", List.of())) {
            assertThat(port.toString()).as(name).startsWith("127.0.0.1:");
          }
          assertThat(service).as(name).doesNotContainKey("network_mode");
        });
    for (String server : List.of("postgres", "redis", "rabbitmq")) {
      Map<String, Object> service = compose.services().get(server);
      assertThat(service).doesNotContainKey("ports");
      assertThat(service).containsEntry("networks", List.of("game-scheduler"));
    }
    assertThat(
            ComposeFile.map(
                ComposeFile.map(compose.content().get("networks")).get("game-scheduler")))
        .containsEntry("internal", true);
  }

  @Test
  void servicesStartWhenWhatTheyNeedIsHealthyAndNeverWaitForTelemetry() {
    SERVICES.forEach((name, service) -> {
      Map<String, Object> needs = compose.part(name, "depends_on");
      Set<String> read =
          ServiceSettings.of(service).stream()
              .map(Settings.Variable::name)
              .collect(Collectors.toSet());
      Map.of("postgres", "DATABASE_URL", "redis", "REDIS_URL", "rabbitmq", "RABBITMQ_URL")
          .forEach((server, url) -> {
            if (read.contains(url)) {
              assertThat(needs)
                  .as(name)
                  .containsEntry(server, Map.of("condition", "service_healthy"));
            } else {
              assertThat(needs).as(name).doesNotContainKey(server);
            }
          });
      assertThat(needs).as(name).containsEntry("otelgw", Map.of("condition", "service_started"));
    });
  }

  @Test
  void servicesAreToldWhatTheyReadAndNothingElse() {
    Map<String, String> values = new HashMap<>(example.values());
    values.replaceAll((name, value) -> value.isEmpty() ? "given" : value);
    SERVICES.forEach((name, service) -> {
      Map<String, String> told = compose.environment(name, values);
      List<Settings.Variable> read = ServiceSettings.of(service);
      assertThat(told.keySet().stream().filter(variable -> !variable.startsWith("OTEL_")))
          .as(name)
          .isSubsetOf(read.stream().map(Settings.Variable::name).toList());
      assertThat(told)
          .as(name)
          .containsKeys(
              read.stream()
                  .filter(variable -> variable.otherwise().isEmpty())
                  .map(Settings.Variable::name)
                  .toArray(String[]::new))
          .containsEntry("OTEL_SERVICE_NAME", service.serviceName())
          .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otelgw:4318")
          .containsKey("OTEL_TRACES_EXPORTER");
      assertThat(told.get("OTEL_RESOURCE_ATTRIBUTES"))
          .as(name)
          .isEqualTo(
              "service.instance.id=%s-1,service.version=0.1.0,deployment.environment=production"
                  .formatted(name));
    });
  }

  @ParameterizedTest
  @CsvSource({
    "otelgw, gateway.yaml gateway.local.yaml",
    "redis, redis/start.sh",
    "postgres, postgres/10-roles.sh"
  })
  void othersAreToldWhatTheirFilesUse(String container, String files) {
    StringBuilder text = new StringBuilder();
    for (String file : files.split(" ", -1)) {
      text.append(ComposeFile.textOf(ComposeFile.FOLDER.resolve(file)));
    }
    // Those with a default need not be told.
    Set<String> wanted =
        Pattern.compile("\\$\\{env:([A-Z_]+)}|\"\\$([A-Z_]{2,})\"")
            .matcher(text)
            .results()
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .collect(Collectors.toSet());
    Set<String> told = compose.part(container, "environment").keySet();
    assertThat(told).containsAll(wanted);
    for (String name : told) {
      // PostgreSQL's image makes user and database of these.
      assertThat(text + "POSTGRES_PASSWORD").contains(name);
    }
  }
}
