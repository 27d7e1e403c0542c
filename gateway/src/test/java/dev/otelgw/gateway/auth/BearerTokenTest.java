package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {

  private static final ComponentId ID = new ComponentId(Kind.EXTENSION, "bearertokenauth", "");

  @TempDir Path folder;
  private final RecordingLogger log = new RecordingLogger();

  private BearerToken of(BearerTokenConfig config) {
    return new BearerToken(config, ID, log);
  }

  private BearerToken token(String token) {
    return of(new BearerTokenConfig(new Secret(token), List.of(), "", "Bearer", "Authorization"));
  }

  private BearerToken file(Path file) {
    return of(
        new BearerTokenConfig(
            new Secret("ignored"), List.of(), file.toString(), "Bearer", "Authorization"));
  }

  private static Headers bearer(String token) {
    return Heads.of("Authorization", "Bearer " + token);
  }

  @Test
  void oneTokenIsSentAndTaken() {
    try (BearerToken bearer = token("s3cret-token")) {
      bearer.start();
      assertThat(bearer.headers(Map.of()))
          .isEqualTo(Map.of("Authorization", new Secret("Bearer s3cret-token")));
      assertThat(bearer.judgeAtOnce(bearer("s3cret-token"))).contains(new Verdict.Known(Map.of()));
      assertThat(bearer.judge(Heads.of("authorization", "bearer  s3cret-token")))
          .isInstanceOf(Verdict.Known.class);
    }
  }

  @Test
  void whoIsNotKnownIsToldWhatToSendAndNothingElse() {
    try (BearerToken bearer = token("s3cret-token")) {
      bearer.start();
      assertThat(bearer.judge(Heads.NONE))
          .isEqualTo(
              new Verdict.Unknown(
                  "no token came; send the header Authorization: Bearer <token>", "Bearer"));
      for (String value :
          List.of("Bearer wrong", "Bearer ", "Bearer", "", "s3cret-token", "Basic s3cret-token")) {
        assertThat(bearer.judge(Heads.of("Authorization", value)))
            .as(value)
            .isEqualTo(
                new Verdict.Unknown(
                    "the token in the header Authorization is not one that is known here",
                    "Bearer error=\"invalid_token\""));
      }
    }
  }

  @Test
  void severalTokensAreTakenAndTheFirstIsSent() {
    BearerTokenConfig config =
        new BearerTokenConfig(
            new Secret(""),
            List.of(new Secret("first"), new Secret("second")),
            "",
            "Bearer",
            "Authorization");
    try (BearerToken bearer = of(config)) {
      bearer.start();
      assertThat(bearer.judge(bearer("first"))).isInstanceOf(Verdict.Known.class);
      assertThat(bearer.judge(bearer("second"))).isInstanceOf(Verdict.Known.class);
      assertThat(bearer.judge(bearer("third"))).isInstanceOf(Verdict.Unknown.class);
      assertThat(bearer.headers(Map.of()))
          .containsEntry("Authorization", new Secret("Bearer first"));
    }
  }

  @Test
  void schemeAndHeaderAreThoseOfTheConfiguration() {
    BearerTokenConfig key =
        new BearerTokenConfig(new Secret("s3cret-token"), List.of(), "", "", "X-Api-Key");
    try (BearerToken bearer = of(key)) {
      bearer.start();
      assertThat(bearer.headers(Map.of()))
          .isEqualTo(Map.of("X-Api-Key", new Secret("s3cret-token")));
      assertThat(bearer.judge(Heads.of("x-api-key", "s3cret-token")))
          .isInstanceOf(Verdict.Known.class);
      assertThat(bearer.judge(bearer("s3cret-token"))).isInstanceOf(Verdict.Unknown.class);
    }
    BearerTokenConfig scheme =
        new BearerTokenConfig(new Secret("s3cret-token"), List.of(), "", "Token", "Authorization");
    try (BearerToken bearer = of(scheme)) {
      bearer.start();
      assertThat(bearer.headers(Map.of()))
          .containsEntry("Authorization", new Secret("Token s3cret-token"));
      assertThat(bearer.judge(Heads.of("Authorization", "Token s3cret-token")))
          .isInstanceOf(Verdict.Known.class);
      assertThat(bearer.judge(bearer("s3cret-token")))
          .isEqualTo(
              new Verdict.Unknown(
                  "the token in the header Authorization is not one that is known here",
                  "Token error=\"invalid_token\""));
    }
  }

  @Test
  void aFileWinsAndIsFollowed() throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "first\r\n\n second \n");
    try (BearerToken bearer = file(file)) {
      bearer.start();
      assertThat(bearer.judge(bearer("ignored"))).isInstanceOf(Verdict.Unknown.class);
      assertThat(bearer.judge(bearer("first"))).isInstanceOf(Verdict.Known.class);
      assertThat(bearer.judge(bearer("second"))).isInstanceOf(Verdict.Known.class);
      Files.writeString(file, "third");
      Await.until("the third", () -> bearer.judge(bearer("third")) instanceof Verdict.Known);
      assertThat(bearer.judge(bearer("first"))).isInstanceOf(Verdict.Unknown.class);
      assertThat(bearer.headers(Map.of()))
          .containsEntry("Authorization", new Secret("Bearer third"));
    }
  }

  @Test
  void whatIsBeingWrittenIsNotUsedYet() throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "first");
    BearerToken bearer = file(file);
    bearer.file().start();
    bearer.file().close();
    Files.writeString(file, "sec");
    bearer.file().look();
    assertThat(bearer.judge(bearer("first"))).isInstanceOf(Verdict.Known.class);
    Files.writeString(file, "second");
    bearer.file().look();
    assertThat(bearer.judge(bearer("sec"))).isInstanceOf(Verdict.Unknown.class);
    bearer.file().look();
    assertThat(bearer.judge(bearer("second"))).isInstanceOf(Verdict.Known.class);
  }

  @Test
  void aMissingFileStopsTheStart() {
    String missing = folder.resolve("nowhere").toString();
    try (BearerToken bearer = file(Path.of(missing))) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(bearer::start)
          .withMessage(
              "extension bearertokenauth: filename "
                  + missing
                  + ": there is no such file; correct the path or put it there");
    }
  }

  @Test
  void aFileThatIsLostOrSpoiltLaterLeavesTheOldTokenAndIsSaidOnce() throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "first");
    try (BearerToken bearer = file(file)) {
      bearer.start();
      bearer.file().close();
      Files.delete(file);
      bearer.file().look();
      bearer.file().look();
      Files.writeString(file, "\n");
      bearer.file().look();
      bearer.file().look();
      bearer.file().look();
      Files.writeString(file, "tökén");
      bearer.file().look();
      bearer.file().look();
      assertThat(bearer.judge(bearer("first"))).isInstanceOf(Verdict.Known.class);
      String start = "WARN extension bearertokenauth: filename " + file + ": ";
      String end = "; what was read before stays in use";
      assertThat(log.taken())
          .containsExactly(
              start + "there is no such file; correct the path or put it there" + end,
              start + "has no token in it; write one a line" + end,
              start
                  + "has a token with a character that is not printable ASCII; write one a line"
                  + end);
      Files.writeString(file, "second");
      bearer.file().look();
      bearer.file().look();
      assertThat(bearer.judge(bearer("second"))).isInstanceOf(Verdict.Known.class);
    }
  }
}
