package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final Memory memory = new Memory(1 << 20);
  private final SendingQueue roomy = queue("roomy", 10);
  private final FakeBackend slow = new FakeBackend();
  private final SendingQueue tiny = queue("tiny", 1, slow);
  private final Sink both = Admission.before(FanOut.to(List.of(roomy, tiny)));

  @Test
  void aFullExporterDoesNotStarveTheOthersAndARetryDoublesNothing() {
    slow.hold();
    tiny.start();
    assertThat(both.accept(Batches.spans("a", 2))).isEqualTo(Outcome.accepted());
    assertThat(both.accept(Batches.spans("b", 2))).isInstanceOf(Outcome.Refused.class);
    assertThat(both.accept(Batches.spans("c", 2))).isInstanceOf(Outcome.Refused.class);
    assertThat(roomy.status().accepted()).isEqualTo(6);
    assertThat(tiny.status().accepted()).isEqualTo(2);

    assertThat(both.accept(Batches.spans("b", 2))).isInstanceOf(Outcome.Refused.class);
    slow.letPass(100);
    Await.until("there is room", () -> tiny.status().queued() == 0);
    assertThat(both.accept(Batches.spans("b", 2))).isEqualTo(Outcome.accepted());
    Await.until("there is room", () -> tiny.status().queued() == 0);
    assertThat(both.accept(Batches.spans("c", 2))).isEqualTo(Outcome.accepted());
    assertThat(roomy.status().accepted()).isEqualTo(6);
    assertThat(tiny.status().accepted()).isEqualTo(6);

    Await.until("there is room", () -> tiny.status().queued() == 0);
    assertThat(both.accept(Batches.spans("b", 2))).as("not a retry").isEqualTo(Outcome.accepted());
    assertThat(roomy.status().accepted()).isEqualTo(8);
    tiny.close();
  }

  @Test
  void anExporterWithoutAQueueIsNotGivenARetryTwice() {
    FakeBackend direct = new FakeBackend();
    Sink all = Admission.before(FanOut.to(List.of(tiny, new Direct(direct, context("direct")))));
    assertThat(all.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(all.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(all.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(Batches.names(direct.taken())).containsExactly("a-0", "b-0");
  }

  @Test
  void holdsOverSeveralPipelinesAndWhateverLiesBetween() {
    Sink first = batch -> roomy.accept(batch);
    Sink second = FanOut.to(List.<Sink>of(tiny, roomy));
    Sink all = Admission.before(FanOut.to(List.of(first, second)));

    assertThat(all.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(all.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(all.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);

    assertThat(roomy.status().accepted()).isEqualTo(4);
    assertThat(tiny.status().accepted()).isEqualTo(1);
  }

  @Test
  void anExporterThatHasRoomForOneOfTwoCopiesTakesNone() {
    SendingQueue two = queue("two", 3);
    Sink twice = Admission.before(FanOut.to(List.of(two, two)));
    assertThat(twice.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(twice.accept(Batches.spans("b", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(two.status().accepted()).isEqualTo(2);
  }

  @Test
  void whereAProcessorRefusesNobodyTakesIt() {
    Sink limiter = _ -> Outcome.refused(Reason.MEMORY_LIMIT, "no");
    Sink all = Admission.before(FanOut.to(List.of(roomy, limiter)));
    assertThat(all.accept(Batches.spans("a", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(roomy.status().accepted()).isZero();
    assertThat(memory.held()).isZero();

    Sink after = Admission.before(FanOut.to(List.of(limiter, roomy)));
    assertThat(after.accept(Batches.spans("a", 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(roomy.status().accepted()).isZero();
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

  private SendingQueue queue(String name, long size) {
    return queue(name, size, new FakeBackend());
  }

  private SendingQueue queue(String name, long size, FakeBackend backend) {
    QueueConfig config = new QueueConfig(true, 1, size, Sizer.REQUESTS, false, false, null);
    return new SendingQueue(
        Signal.TRACES,
        backend,
        new DeliverySettings(config, new RetryConfig()),
        context(name),
        Duration.ZERO);
  }

  private Context context(String name) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, name, "");
    return new Context(id, Observer.NONE, Clock.SYSTEM, memory, "otelgw/test");
  }
}
