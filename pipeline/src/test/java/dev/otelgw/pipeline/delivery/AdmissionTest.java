package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.testing.Batches;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final Memory memory = new Memory(1 << 20);
  private final SendingQueue roomy = queue(10);
  private final SendingQueue tiny = queue(1);
  private final Sink both = Admission.before(FanOut.to(List.of(roomy, tiny)));

  @Test
  void allTakeOrNoneDoes() {
    assertThat(both.accept(Batches.spans("a", 2))).isEqualTo(Outcome.accepted());
    assertThat(both.accept(Batches.spans("b", 2))).isInstanceOf(Outcome.Refused.class);

    assertThat(roomy.status().accepted()).isEqualTo(2);
    assertThat(tiny.status().accepted()).isEqualTo(2);
    assertThat(roomy.accept(Batches.spans("c", 1))).isEqualTo(Outcome.accepted());
  }

  @Test
  void holdsOverSeveralPipelinesAndWhateverLiesBetween() {
    Sink first = batch -> roomy.accept(batch);
    Sink second = FanOut.to(List.<Sink>of(tiny, roomy));
    Sink all = Admission.before(FanOut.to(List.of(first, second)));

    assertThat(all.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(all.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);

    assertThat(roomy.status().accepted()).isEqualTo(2);
    assertThat(tiny.status().accepted()).isEqualTo(1);
  }

  @Test
  void whatThrowsTakesNothing() {
    Sink broken =
        _ -> {
          throw new IllegalStateException("bug");
        };
    Sink all = Admission.before(FanOut.to(List.of(roomy, broken)));
    long before = memory.held();

    assertThatThrownBy(() -> all.accept(Batches.spans("a", 1))).hasMessage("bug");

    assertThat(roomy.status().accepted()).isZero();
    assertThat(memory.held()).isEqualTo(before);
  }

  private SendingQueue queue(long size) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "fake", "");
    QueueConfig config = new QueueConfig(true, 1, size, Sizer.REQUESTS, false, false, null);
    return new SendingQueue(
        Signal.TRACES,
        new FakeBackend(),
        new DeliverySettings(config, new RetryConfig()),
        new Context(id, Observer.NONE, Clock.SYSTEM, memory, "otelgw/test"),
        Duration.ZERO);
  }
}
