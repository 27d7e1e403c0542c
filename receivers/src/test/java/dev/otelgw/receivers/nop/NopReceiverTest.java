package dev.otelgw.receivers.nop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.testing.RecordingObserver;
import dev.otelgw.pipeline.testing.RecordingSink;
import dev.otelgw.pipeline.testing.RoutedSinks;
import org.junit.jupiter.api.Test;

class NopReceiverTest {

  @Test
  void startsAndGivesNothing() {
    RecordingSink sink = new RecordingSink();
    RecordingObserver observer = new RecordingObserver();
    ComponentId id = new ComponentId(ComponentId.Kind.RECEIVER, "nop", "");
    Context context = new Context(id, observer, Clock.SYSTEM, new Memory(1), "otelgw/test");
    NopReceiverFactory factory = new NopReceiverFactory();
    try (Component receiver =
        factory.create(new NopReceiverConfig(), RoutedSinks.all(sink), context)) {
      receiver.start();
    }
    assertThat(sink.batches()).isEmpty();
    assertThat(observer.lines()).isEmpty();
    assertThat(factory.type().name()).isEqualTo("nop");
  }
}
