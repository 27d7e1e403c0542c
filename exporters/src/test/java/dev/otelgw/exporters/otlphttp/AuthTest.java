package dev.otelgw.exporters.otlphttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.FakeCredentials;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key {@code auth}. */
class AuthTest {

  private final OtlpBackend backend = OtlpBackend.start();
  private final FakeCredentials credentials = new FakeCredentials();

  @AfterEach
  void stop() {
    backend.close();
  }

  private Exporter started() {
    OtlpHttpConfig config =
        Configs.to(backend.url())
            .headers(
                Map.of("X-Tenant", new Secret("blue"), "authorization", new Secret("Bearer old")))
            .auth(FakeCredentials.AUTH)
            .config();
    Exporter exporter = new OtlpHttpFactory().create(config, credentials.context("otlp_http"));
    exporter.start();
    return exporter;
  }

  @Test
  void theExtensionIsAskedForEachRequestAndWins() {
    try (Exporter exporter = started()) {
      credentials.give("Authorization", "Bearer first");
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)).taken()).isTrue();
      credentials.give("Authorization", "Bearer second");
      assertThat(exporter.accept(Requests.of(Signal.LOGS, 1)).taken()).isTrue();
    }
    assertThat(backend.requests())
        .extracting(request -> request.headers().get("authorization").toString())
        .containsExactly("[Bearer first]", "[Bearer second]");
    assertThat(backend.requests())
        .extracting(request -> request.header("x-tenant"))
        .containsExactly("blue", "blue");
  }

  @Test
  void whatTheBodyNeedsIsNotForTheExtensionToChange() {
    try (Exporter exporter = started()) {
      credentials.give("Content-Type", "text/plain").give("content-encoding", "br");
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)).taken()).isTrue();
    }
    ReceivedRequest request = backend.requests().getFirst();
    assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void whatCannotBeSentIsSaidAndNotSentWithout() {
    try (Exporter exporter = started()) {
      credentials.give("X-Scope", "tenant\nsecret-part");
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)))
          .isEqualTo(
              new Outcome.Rejected(
                  Reason.INVALID,
                  "the header X-Scope that auth gives has a character that cannot be sent"));
    }
    assertThat(backend.requests()).isEmpty();
  }

  @Test
  void aBackendThatRepeatsTheTokenDoesNotBetrayIt() {
    try (Exporter exporter = started()) {
      credentials.give("Authorization", "Bearer s3cret-token-1");
      backend.answer(Answer.text(401, "unknown token s3cret-token-1 (Bearer s3cret-token-1)"));
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORIZED);
                assertThat(refused.message())
                    .contains("unknown token *** (***)")
                    .doesNotContain("s3cret");
              });
    }
  }
}
