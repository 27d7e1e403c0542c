package dev.otelgw.exporters.otlpgrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.FakeCredentials;
import dev.otelgw.exporters.testing.GrpcAnswer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key {@code auth}. */
class AuthTest {

  private final GrpcBackend backend = GrpcBackend.start();
  private final FakeCredentials credentials = new FakeCredentials();

  @AfterEach
  void stop() {
    backend.close();
  }

  private Exporter started() {
    OtlpGrpcConfig config =
        Exporters.to(backend.address())
            .header("X-Tenant", "blue")
            .header("authorization", "Bearer old")
            .auth(FakeCredentials.AUTH)
            .config();
    Exporter exporter = new OtlpGrpcFactory().create(config, credentials.context("otlp_grpc"));
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
    assertThat(backend.calls())
        .extracting(call -> call.header("authorization"))
        .containsExactly("Bearer first", "Bearer second");
    assertThat(backend.calls())
        .extracting(call -> call.header("x-tenant"))
        .containsExactly("blue", "blue");
  }

  @Test
  void whatCannotBeSentIsSaidAndNotSentWithout() {
    try (Exporter exporter = started()) {
      credentials.give("X-Scope", "tenänt");
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)))
          .isEqualTo(
              new Outcome.Rejected(
                  Reason.INVALID, "the header X-Scope that auth gives cannot be sent"));
    }
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  void aBackendThatRepeatsTheTokenDoesNotBetrayIt() {
    try (Exporter exporter = started()) {
      credentials.give("Authorization", "Bearer s3cret-token-1");
      backend.answer(GrpcAnswer.of(Status.Code.UNAUTHENTICATED, "unknown token s3cret-token-1"));
      assertThat(exporter.accept(Requests.of(Signal.TRACES, 1)))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORIZED);
                assertThat(refused.message())
                    .contains("unknown token ***")
                    .doesNotContain("s3cret");
              });
    }
  }
}
