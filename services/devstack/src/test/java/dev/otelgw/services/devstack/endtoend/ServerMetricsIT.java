package dev.otelgw.services.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.sink.ReceivedPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of the services, and of the servers that the gateway scrapes. */
@ExtendWith(Whole.class)
class ServerMetricsIT {

  @ParameterizedTest
  @ValueSource(
      strings = {"api-service", "bot-service", "notification-daemon", "status-transition-daemon"})
  void thePoolOfEachServiceIsCounted(String service, DevStack stack) {
    ReceivedPoint used =
        stack
            .telemetry()
            .awaitPoint("db.client.connection.count", point -> point.service().equals(service));
    assertThat(used.attribute("db.client.connection.pool.name")).isEqualTo(service);
    stack.telemetry().awaitPoint("jvm.memory.used", point -> point.service().equals(service));
    stack.telemetry().awaitPoint("outbox.pending", point -> point.service().equals(service));
  }

  @Test
  void redisTellsItsMemoryAndItsCommands(DevStack stack) {
    assertThat(stack.telemetry().awaitPoint("redis.memory.used", _ -> true).value()).isPositive();
    assertThat(stack.telemetry().awaitPoint("redis.commands.processed", _ -> true).value())
        .isPositive();
  }

  @Test
  void rabbitMqTellsOfEachQueue(DevStack stack) {
    for (String queue : new String[] {"bot_events", "bot_events.dlq", "notification_queue"}) {
      stack
          .telemetry()
          .awaitPoint(
              "rabbitmq.message.current",
              point -> point.attribute("rabbitmq.queue.name").equals(queue));
    }
  }

  @Test
  void postgresTellsOfTheServicesDatabase(DevStack stack) {
    stack
        .telemetry()
        .awaitPoint(
            "postgresql.commits",
            point ->
                point.attribute("db.namespace").startsWith("game_scheduler") && point.value() > 0);
    for (String target : new String[] {"postgresql", "redis", "rabbitmq"}) {
      assertThat(stack.gateway().metrics()).contains("receiver=\"" + target + "\"");
    }
  }
}
