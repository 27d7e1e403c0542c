package dev.otelgw.exporters.nop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NopExporterTest {

  private final NopExporterFactory factory = new NopExporterFactory();

  @ParameterizedTest
  @EnumSource
  void takesEverySignalAtOnce(Signal signal) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "nop", "");
    Context context = new Context(id, Observer.NONE, Clock.SYSTEM, new Memory(1), "otelgw/test");
    NopExporterConfig config = new NopExporterConfig();
    try (Exporter exporter = factory.create(config, context)) {
      exporter.start();

      assertThat(exporter.accept(Requests.of(signal, 5))).isEqualTo(Outcome.accepted());
    }
    assertThat(factory.signals(config)).contains(signal);
    assertThat(factory.delivery(config)).isEqualTo(DeliverySettings.DIRECT);
  }
}
