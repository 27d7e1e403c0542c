package dev.otelgw.pipeline.processors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryLimiterTest {

  private static final long MIB = 1 << 20;

  private final Memory memory = new Memory(100 * MIB);

  @Test
  void refusesWhileTooMuchIsHeldAndTakesAgainAfter() {
    ComponentId id = new ComponentId(ComponentId.Kind.PROCESSOR, "memory_limiter", "");
    Context context = new Context(id, Observer.NONE, Clock.SYSTEM, memory, "otelgw/test");
    MemoryLimiterConfig config = new MemoryLimiterConfig(Duration.ofSeconds(1), 10, 2, 0, 0);
    Processor limiter =
        new MemoryLimiterFactory().create(config, Signal.TRACES, _ -> Outcome.accepted(), context);

    assertThat(limiter.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(memory.tryHold(9 * MIB)).isTrue();
    assertThat(limiter.accept(Batches.spans("a", 1)))
        .isEqualTo(
            new Outcome.Refused(
                Reason.MEMORY_LIMIT,
                "processor memory_limiter: 9437184 bytes of telemetry are held, the limit is"
                    + " 8388608; the sender is told to come back",
                Duration.ofSeconds(1)));
    memory.release(9 * MIB);
    assertThat(limiter.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
  }

  @Test
  void theBoundIsTheLimitLessTheSpike() {
    assertThat(new MemoryLimiterConfig(Duration.ZERO, 100, 0, 0, 0).bound(0)).isEqualTo(80 * MIB);
    assertThat(new MemoryLimiterConfig(Duration.ZERO, 100, 30, 0, 0).bound(0)).isEqualTo(70 * MIB);
    assertThat(new MemoryLimiterConfig(Duration.ZERO, 0, 0, 50, 10).bound(1000)).isEqualTo(400);
    assertThat(new MemoryLimiterConfig(Duration.ZERO, 0, 0, 50, 0).bound(1000)).isEqualTo(400);
  }
}
