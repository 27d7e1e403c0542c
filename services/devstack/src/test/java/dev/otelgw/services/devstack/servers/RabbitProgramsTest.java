package dev.otelgw.services.devstack.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.devstack.processes.StackException;
import org.junit.jupiter.api.Test;

class RabbitProgramsTest {

  @Test
  void saysInOneLineHowToInstallWhatIsMissing() {
    assertThatThrownBy(() -> RabbitPrograms.first("no-such-rabbit", "/nowhere"))
        .isInstanceOf(StackException.class)
        .hasMessage(
            "RabbitMQ is not there (no no-such-rabbit); install it: apt-get install"
                + " --no-install-recommends rabbitmq-server (Debian, Ubuntu), brew install rabbitmq"
                + " (macOS)");
  }
}
