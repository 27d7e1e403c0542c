package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.otelgw.gateway.auth.BasicAuthConfig.HtpasswdConfig;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.RecordingLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasicServerTest {

  private static final ComponentId ID = new ComponentId(Kind.EXTENSION, "basicauth", "agents");

  @TempDir Path folder;
  private final RecordingLogger log = new RecordingLogger();
  private BasicServer server = server("", "");

  private BasicServer server(String file, String inline) {
    return new BasicServer(new HtpasswdConfig(file, new Secret(inline)), ID, log);
  }

  private BasicServer started(String file, String inline) {
    server = server(file, inline);
    server.start();
    return server;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void inlineUsersAreKnownWithTheirNames() {
    started("", "alice:wonderland\nbob:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n");
    assertThat(server.judge(Heads.basic("alice", "wonderland")))
        .isEqualTo(new Verdict.Known(Map.of("subject", "alice", "username", "alice")));
    assertThat(server.judge(Heads.basic("bob", "password"))).isInstanceOf(Verdict.Known.class);
    assertThat(server.judge(Heads.basic("alice", "password"))).isInstanceOf(Verdict.Unknown.class);
    assertThat(server.judge(Heads.basic("carol", ""))).isInstanceOf(Verdict.Unknown.class);
    assertThat(server.judge(Heads.basic("carol", "wonderland")))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void aPasswordMayHaveColonsAndTheSchemeAnyCase() {
    started("", "alice:a:b:c");
    assertThat(server.judge(Heads.basic("alice", "a:b:c"))).isInstanceOf(Verdict.Known.class);
    String lower = Heads.basicValue("alice", "a:b:c").replace("Basic", "basic");
    assertThat(server.judge(Heads.of("authorization", lower))).isInstanceOf(Verdict.Known.class);
  }

  @Test
  void whatIsNoBasicIsToldHowToDoItAndNothingElse() {
    started("", "alice:wonderland");
    for (Headers headers :
        new Headers[] {
          Heads.NONE,
          Heads.of("Authorization", "Bearer abc"),
          Heads.of("Authorization", "Basic !!!"),
          Heads.of("Authorization", "Basic YWJj"),
          Heads.basic("alice", "x")
        }) {
      assertThat(server.judge(headers))
          .isInstanceOfSatisfying(
              Verdict.Unknown.class,
              unknown -> {
                assertThat(unknown.challenge())
                    .isEqualTo("Basic realm=\"otelgw\", charset=\"UTF-8\"");
                assertThat(unknown.message()).doesNotContain("alice").doesNotContain("wonderland");
              });
    }
  }

  @Test
  void aSlowHashIsCheckedOnceAndNeverAtOnce() {
    String hash = BCrypt.withDefaults().hashToString(4, "wonderland".toCharArray());
    started("", "alice:" + hash);
    for (String[] pair :
        new String[][] {{"alice", "wonderland"}, {"alice", "wrong"}, {"mallory", "wonderland"}}) {
      Headers headers = Heads.basic(pair[0], pair[1]);
      assertThat(server.judgeAtOnce(headers)).as("not at once: %s", pair[0]).isEmpty();
      Verdict verdict = server.judge(headers);
      assertThat(verdict instanceof Verdict.Known)
          .isEqualTo(pair[1].equals("wonderland") && pair[0].equals("alice"));
      assertThat(server.judgeAtOnce(headers)).contains(verdict);
    }
    assertThat(server.judgeAtOnce(Heads.NONE)).isPresent();
  }

  @Test
  void wrongPasswordsPushNoRightOneOutOfMemory() {
    Judgements judgements = new Judgements();
    judgements.remember(new byte[] {1}, true);
    IntStream.range(0, 10_000)
        .forEach(i -> judgements.remember(new byte[] {2, (byte) i, (byte) (i >> 8)}, false));
    assertThat(judgements.find(new byte[] {1})).contains(true);
    assertThat(judgements.find(new byte[] {2, 0, 0})).isEmpty();
    assertThat(judgements.find(new byte[] {2, (byte) 9999, (byte) (9999 >> 8)})).contains(false);
  }

  @Test
  void inlineWinsOverTheFileAndBrokenLinesAreSaid() throws IOException {
    Path file = folder.resolve("htpasswd");
    Files.writeString(file, "# agents\n\nalice:old\nbob:builder\nrubbish\ncarol:$2y$bad\n");
    started(file.toString(), "alice:new");
    assertThat(server.judge(Heads.basic("alice", "new"))).isInstanceOf(Verdict.Known.class);
    assertThat(server.judge(Heads.basic("alice", "old"))).isInstanceOf(Verdict.Unknown.class);
    assertThat(server.judge(Heads.basic("bob", "builder"))).isInstanceOf(Verdict.Known.class);
    assertThat(log.taken())
        .containsExactly(
            "WARN extension basicauth/agents: htpasswd.file "
                + file
                + ", line 5: is not of the form name:hash; that line is skipped",
            "WARN extension basicauth/agents: htpasswd.file "
                + file
                + ", line 6, user carol: the bcrypt hash is malformed; make a new one with"
                + " htpasswd; that line is skipped");
  }

  @Test
  void aChangedFileIsReadAgain() throws IOException {
    Path file = folder.resolve("htpasswd");
    Files.writeString(file, "alice:one\n");
    started(file.toString(), "");
    assertThat(server.judge(Heads.basic("alice", "one"))).isInstanceOf(Verdict.Known.class);
    Files.writeString(file, "alice:two\n");
    Await.until(
        "the new password",
        () -> server.judge(Heads.basic("alice", "two")) instanceof Verdict.Known);
    assertThat(server.judge(Heads.basic("alice", "one"))).isInstanceOf(Verdict.Unknown.class);
    Await.until(
        "a line of it",
        () ->
            log.taken()
                .contains(
                    "INFO extension basicauth/agents: htpasswd.file "
                        + file
                        + " changed; what is in it now is in use"));
  }

  @Test
  void aRememberedPasswordIsForgottenWithItsUser() throws IOException {
    Path file = folder.resolve("htpasswd");
    String hash = BCrypt.withDefaults().hashToString(4, "wonderland".toCharArray());
    Files.writeString(file, "alice:" + hash + "\nbob:b\n");
    server = server(file.toString(), "");
    server.start();
    assertThat(server.judge(Heads.basic("alice", "wonderland"))).isInstanceOf(Verdict.Known.class);
    Files.writeString(file, "bob:b\n");
    Await.until(
        "alice to be gone",
        () -> server.judge(Heads.basic("alice", "wonderland")) instanceof Verdict.Unknown);
  }

  @Test
  void aMissingOrEmptyFileStopsTheStart() throws IOException {
    String missing = folder.resolve("nowhere").toString();
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> started(missing, ""))
        .withMessage(
            "extension basicauth/agents: htpasswd.file "
                + missing
                + ": there is no such file; correct the path or put it there");
    Path empty = folder.resolve("empty");
    Files.writeString(empty, "\n");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> started(empty.toString(), ""))
        .withMessageEndingWith("has no users in it");
  }

  @Test
  void aFileThatIsLostLaterLeavesTheUsersAndIsSaidOnce() throws IOException {
    Path file = folder.resolve("htpasswd");
    Files.writeString(file, "alice:one\n");
    server = server(file.toString(), "");
    server.start();
    Files.delete(file);
    server.file().look();
    server.file().look();
    server.file().look();
    assertThat(server.judge(Heads.basic("alice", "one"))).isInstanceOf(Verdict.Known.class);
    assertThat(log.taken())
        .containsExactly(
            "WARN extension basicauth/agents: htpasswd.file "
                + file
                + ": there is no such file; correct the path or put it there; what was read"
                + " before stays in use");
  }
}
