package dev.otelgw.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.gateway.http.LocalServer;
import dev.otelgw.gateway.http.Reply;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthProbeTest {

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port = OwnPorts.next();
    assertThat(HealthProbe.ask("127.0.0.1:" + port))
        .isEqualTo(
            new HealthProbe.Result(
                1,
                "not ready: no answer from 127.0.0.1:%d (Connection refused); is otelgw running, and does its health listen there?"
                    .formatted(port)));
  }

  @Test
  void saysThatSomebodyElseAnswers() {
    try (LocalServer other =
        new LocalServer(
            "other", "127.0.0.1", 0, "it", Map.of("/", _ -> Reply.text(200, "hello")))) {
      other.start();
      assertThat(HealthProbe.ask("127.0.0.1:" + other.port()).line())
          .endsWith("answered HTTP 404; is it otelgw?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:0", "localhost:70000", "a b:1", ":13133", ""})
  void wantsHostAndPort(String endpoint) {
    assertThatThrownBy(() -> HealthProbe.ask(endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"" + endpoint + "\" is not of the form host:port; for example localhost:13133");
  }
}
