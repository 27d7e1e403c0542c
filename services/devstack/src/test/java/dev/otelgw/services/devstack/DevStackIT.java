package dev.otelgw.services.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.processes.Waiting;
import dev.otelgw.services.devstack.sink.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack with the two services that need no user. */
class DevStackIT {

  @TempDir private Path folder;

  private static Stream<ProcessHandle> below() {
    return ProcessHandle.current().descendants();
  }

  @Test
  void whatServicesAndServersSayArrivesAndNothingOutlivesIt() {
    List<ProcessHandle> before = below().toList();
    List<ProcessHandle> during;
    try (DevStack stack =
        DevStack.in(folder)
            .services(Service.NOTIFICATION_DAEMON, Service.STATUS_TRANSITION_DAEMON)
            .start()) {
      Telemetry telemetry = stack.telemetry();
      telemetry.awaitPoint(
          "db.client.connection.count", point -> point.service().equals("notification-daemon"));
      telemetry.awaitPoint("redis.memory.used", point -> point.value() > 0);
      telemetry.awaitPoint("rabbitmq.message.current", point -> true);
      telemetry.awaitPoint("postgresql.backends", point -> point.value() > 0);
      telemetry.awaitLog(
          "line of a daemon that is ready",
          log -> log.service().equals("status-transition-daemon") && log.body().contains("ready"));
      assertThat(stack.service(Service.API).isAlive()).isFalse();
      stack.service(Service.NOTIFICATION_DAEMON).kill();
      stack.service(Service.NOTIFICATION_DAEMON).start();
      during = below().filter(each -> !before.contains(each)).toList();
      assertThat(during).hasSizeGreaterThan(8);
    }
    assertThat(
            Waiting.until(
                Duration.ofSeconds(5), () -> during.stream().noneMatch(ProcessHandle::isAlive)))
        .isTrue();
  }
}
