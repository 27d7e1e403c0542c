package dev.otelgw.services.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private final Topology topology =
      new Topology(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)));

  @Test
  void aFailedMessageWaitsLongerEachTimeAndIsParkedInTheEnd() {
    assertThat(topology.after("bot_events", 1)).isEqualTo("bot_events.retry.10000ms");
    assertThat(topology.after("bot_events", 2)).isEqualTo("bot_events.retry.60000ms");
    assertThat(topology.after("bot_events", 3)).isEqualTo("bot_events.dlq");
    assertThat(topology.after("bot_events", 9)).isEqualTo("bot_events.dlq");
  }

  @Test
  void countsAttemptsInAHeaderOfItsOwn() {
    assertThat(Retries.attempt(new AMQP.BasicProperties())).isEqualTo(1);
    assertThat(
            Retries.attempt(
                new AMQP.BasicProperties.Builder().headers(Map.of("x-attempt", 2)).build()))
        .isEqualTo(3);
  }
}
