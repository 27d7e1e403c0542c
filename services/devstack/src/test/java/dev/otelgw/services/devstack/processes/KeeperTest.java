package dev.otelgw.services.devstack.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  /** A program with a child of its own, both of which would run for an hour. */
  private static Command sleepers(Path folder) {
    String script = "echo started; sleep 3600 & echo $! >'%s/grandchild'; wait".formatted(folder);
    return new Command(
        "sleepers", List.of("sh", "-c", script), Map.of(), folder.resolve("sleepers.log"));
  }

  private static ProcessHandle grandchild(Path folder) throws IOException {
    Path file = folder.resolve("grandchild");
    assertThat(Waiting.until(LONG, () -> file.toFile().length() > 1)).isTrue();
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
  }

  private static boolean ends(ProcessHandle handle) {
    return Waiting.until(LONG, () -> !handle.isAlive());
  }

  @Test
  void whatRunsWhenItClosesIsEnded() throws Exception {
    Keeper keeper = Keeper.of(folder);
    Child child = keeper.start(sleepers(folder));
    ProcessHandle grandchild = grandchild(folder);
    keeper.close();
    assertThat(child.awaitEnd(LONG)).isTrue();
    assertThat(ends(grandchild)).isTrue();
    assertThat(folder.resolve("processes")).doesNotExist();
    keeper.close();
  }

  @Test
  void endingOneEndsWhatItStarted() throws Exception {
    try (Keeper keeper = Keeper.of(folder)) {
      Child child = keeper.start(sleepers(folder));
      ProcessHandle grandchild = grandchild(folder);
      child.end("TERM", child.pid());
      assertThat(child.isAlive()).isFalse();
      assertThat(ends(grandchild)).isTrue();
      assertThat(child.tail(5)).isEqualTo("started");
      assertThat(folder.resolve("processes")).isEmptyFile();
    }
  }

  @Test
  void oneThatStandsStillIsEndedToo() {
    try (Keeper keeper = Keeper.of(folder)) {
      Child child = keeper.start(sleepers(folder));
      child.pause();
      assertThat(child.awaitEnd(Duration.ofMillis(50))).isFalse();
      child.end("TERM", child.pid());
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void aFolderHasOneAtATime() {
    try (Keeper _ = Keeper.of(folder)) {
      assertThatThrownBy(() -> Keeper.of(folder))
          .isInstanceOf(StackException.class)
          .hasMessage(folder + " is in use: something else runs there");
    }
    Keeper.of(folder).close();
  }

  /** As a test run or a demo that is killed. */
  @Test
  void theDeathOfItsProcessEndsAll() throws Exception {
    Process owner = owner();
    ProcessHandle grandchild = grandchild(folder);
    owner.destroyForcibly().waitFor();
    assertThat(ends(grandchild)).isTrue();
  }

  @Test
  void whatOutlivedItsProcessIsEndedByTheNextOne() throws Exception {
    Process owner = owner();
    ProcessHandle grandchild = grandchild(folder);
    ProcessHandle child = grandchild.parent().orElseThrow();
    List<ProcessHandle> watchers =
        owner.children().filter(each -> each.pid() != child.pid()).toList();
    assertThat(watchers).hasSize(1);
    watchers.forEach(ProcessHandle::destroyForcibly);
    owner.destroyForcibly().waitFor();
    assertThat(grandchild.isAlive()).isTrue();
    Keeper.of(folder).close();
    assertThat(ends(child)).isTrue();
    assertThat(ends(grandchild)).isTrue();
  }

  @Test
  void credentialsAreNotHandedDown() throws Exception {
    try (Keeper keeper = Keeper.of(folder)) {
      Child child =
          keeper.start(
              new Command(
                  "env", List.of("env"), Map.of("OTEL_GIVEN", "yes"), folder.resolve("env.log")));
      assertThat(child.awaitEnd(LONG)).isTrue();
      assertThat(Files.readAllLines(child.log()))
          .contains("OTEL_GIVEN=yes")
          .noneMatch(line -> line.startsWith("GRAFANA_CLOUD_"));
    }
  }

  private Process owner() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "owner.log"))
        .start();
  }

  /** Starts sleepers in a folder and waits for ever. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      Child child = Keeper.of(folder).start(sleepers(folder));
      child.awaitEnd(Duration.ofHours(1));
    }
  }
}
