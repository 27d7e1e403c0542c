package dev.otelgw.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void isReadyWithoutDeliveriesAndWhileTheyAreWell() {
    assertThat(Readiness.of(List.of()).ready()).isTrue();
    assertThat(
            Readiness.of(List.of(Deliveries.in(State.IDLE, 0), Deliveries.in(State.OK, 0))).ready())
        .isTrue();
  }

  @Test
  void isPatientWithABackendThatFails() {
    assertThat(Readiness.of(List.of(Deliveries.in(State.RETRYING, 60))).ready()).isTrue();
    Readiness tooLong = Readiness.of(List.of(Deliveries.in(State.RETRYING, 61)));
    assertThat(tooLong.ready()).isFalse();
    assertThat(tooLong.reasons())
        .containsExactly(
            "exporter otlp_http/primary (traces): failing for 61 s: HTTP 503 \"over quota\"");
  }

  @Test
  void isNotPatientWithWrongCredentials() {
    Readiness parked = Readiness.of(List.of(Deliveries.in(State.PARKED, 1)));
    assertThat(parked.ready()).isFalse();
    assertThat(parked.reasons())
        .containsExactly(
            "exporter otlp_http/primary (traces): the backend refuses the credentials: HTTP 503"
                + " \"over quota\"");
  }

  @Test
  void aFullQueueInFrontOfABackendThatAnswersIsReady() {
    assertThat(Readiness.of(List.of(Deliveries.in(State.FULL, 0))).ready()).isTrue();
    assertThat(Readiness.of(List.of(Deliveries.in(State.FULL, 61))).ready()).isFalse();
  }

  @Test
  void oneOfSeveralIsEnough() {
    assertThat(
            Readiness.of(List.of(Deliveries.in(State.OK, 0), Deliveries.in(State.PARKED, 9)))
                .reasons())
        .hasSize(1);
  }
}
