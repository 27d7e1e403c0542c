package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations as the Collector's users have them validate, run, and deliver here. They run a few
 * at a time, since most of a test's time goes into starting a gateway.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectorConfigurationsIT {

  private static final int AT_A_TIME = 3;

  private final Map<String, Play> plays = new LinkedHashMap<>();
  private final Map<String, Future<?>> running = new LinkedHashMap<>();
  private final ExecutorService players = Executors.newFixedThreadPool(AT_A_TIME);

  CollectorConfigurationsIT() {
    List.of(
            BackendPlays.all(),
            ReceiverPlays.all(),
            SecurityPlays.all(),
            ProcessingPlays.all(),
            LanguagePlays.all(),
            OwnPagesPlays.all())
        .forEach(plays::putAll);
  }

  @BeforeAll
  void begin(@TempDir Path folder) {
    plays.forEach((name, play) ->
        running.put(
            name,
            players.submit(() -> {
              try (Stage stage = new Stage(Files.createDirectory(folder.resolve(name)))) {
                play.on(stage);
              }
              return null;
            })));
  }

  @AfterAll
  void end() {
    players.shutdownNow();
    players.close();
  }

  Stream<String> names() {
    return plays.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void runsAsItIs(String name) throws Throwable {
    try {
      Objects.requireNonNull(running.get(name)).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void everyConfigurationIsRun() throws IOException {
    try (Stream<Path> files = Files.list(Stage.CONFIGURATIONS)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> file.endsWith(".yaml"))
                  .map(file -> file.substring(0, file.length() - ".yaml".length())))
          .containsExactlyInAnyOrderElementsOf(plays.keySet());
    }
  }
}
