package dev.otelgw.services.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.processes.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as one types it, in a folder of its own. */
class DemoIT {

  private static final Path LAUNCHER = Path.of("..", "..", "otelgw").toAbsolutePath().normalize();
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path folder;
  private Process demo;

  @AfterEach
  void end() {
    if (demo != null) {
      demo.destroyForcibly();
    }
  }

  private void start(String... options) throws IOException {
    // Where a shell runs the tests in the background, they ignore SIGINT and hand that down.
    List<String> words =
        Stream.concat(
                Stream.of("env", "--default-signal=INT", LAUNCHER.toString(), "demo"),
                Stream.of(options))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GRAFANA_CLOUD_"));
    builder.environment().put("OTELGW_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    demo = builder.start();
  }

  private String out() {
    try {
      return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void awaitLine(String part) {
    Waiting.until(LONG, () -> out().contains(part) || !demo.isAlive());
    assertThat(out()).contains(part);
  }

  @Test
  void showsAWholeTraceAndLeavesNothingBehind() throws Exception {
    List<ProcessHandle> all;
    try (ServerSocket taken = taken(8000)) {
      start();
      awaitLine("a game is planned, and its message is at Discord:");
      awaitLine("CLIENT update game_sessions");
      all = demo.descendants().toList();
      assertThat(port("API")).isNotEqualTo(taken.getLocalPort());
    }
    assertThat(all).hasSizeGreaterThan(10);
    assertThat(tree())
        .containsSubsequence(
            "└─ api-service  SERVER POST /api/v1/games",
            "» INFO game ",
            "CLIENT insert game_sessions",
            "CLIENT insert outbox",
            "PRODUCER publish game_scheduler:game.created",
            "bot-service  CONSUMER process game_scheduler:game.created:bot_events",
            "bot-service  CLIENT POST",
            "/messages");
    awaitLine("metric points");
    assertThat(out())
        .containsPattern("metric points +\\d+ .*postgresql \\d+, rabbitmq \\d+, redis \\d+")
        .containsPattern("log records +\\d+ .*api-service \\d+, bot-service \\d+");

    new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
    assertThat(demo.waitFor(90, TimeUnit.SECONDS)).as(out()).isTrue();
    assertThat(demo.exitValue()).as(out()).isZero();
    assertThat(out()).endsWith("ended\n").doesNotContain("Exception");
    assertThat(
            Waiting.until(
                Duration.ofSeconds(5), () -> all.stream().noneMatch(ProcessHandle::isAlive)))
        .isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "out");
    }
  }

  /** Somebody else's, if it has one already. */
  private static ServerSocket taken(int port) throws IOException {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException _) {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
  }

  private int port(String what) {
    Matcher line = Pattern.compile("(?m)^" + what + " +http://127.0.0.1:(\\d+)").matcher(out());
    assertThat(line.find()).as(out()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  private String tree() {
    String all = out();
    return all.substring(all.indexOf("trace "));
  }

  @Test
  void endsAfterTheTimeItIsGiven() throws Exception {
    start("--for", "1s");
    assertThat(demo.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as(out()).isTrue();
    assertThat(demo.exitValue()).as(out()).isZero();
    assertThat(out()).contains("spans  ").endsWith("ended\n");
  }

  @Test
  void wrongOptionsAreAnsweredWithTwo() throws Exception {
    start("--for", "ever");
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(2);
    assertThat(out())
        .isEqualTo("otelgw demo: --for: \"ever\" is no duration such as 90s, 5m or 1h\n");
  }

  @Test
  void helpSaysWhatItDoes() throws Exception {
    start("--help");
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isZero();
    assertThat(out()).startsWith("Usage: otelgw demo").contains("Exit codes: 0");
  }

  /** In which nobody is left to end things in order. */
  @Test
  void whenItIsKilledNothingOutlivesIt() throws Exception {
    start();
    awaitLine("RabbitMQ is ready");
    List<ProcessHandle> all = demo.descendants().toList();
    assertThat(all).hasSizeGreaterThan(5);
    demo.destroyForcibly().waitFor();
    assertThat(
            Waiting.until(
                Duration.ofSeconds(30), () -> all.stream().noneMatch(ProcessHandle::isAlive)))
        .isTrue();
  }
}
