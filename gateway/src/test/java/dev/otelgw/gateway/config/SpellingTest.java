package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> KNOWN =
      List.of("endpoint", "tls", "num_consumers", "queue_size", "on", "traces");

  @ParameterizedTest
  @CsvSource({
    "endpont, endpoint",
    "endpiont, endpoint",
    "Endpoint, endpoint",
    "numConsumers, num_consumers",
    "num-consumers, num_consumers",
    "tsl, tls",
    "trace, traces",
    "queuesize, queue_size",
  })
  void findsWhatWasMeant(String given, String meant) {
    assertThat(Spelling.nearest(given, KNOWN)).contains(meant);
  }

  @Test
  void staysSilentWhenNothingIsNear() {
    assertThat(Spelling.nearest("compression", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("a", KNOWN)).isEmpty();
    assertThat(Spelling.hint("a", KNOWN)).isEmpty();
  }

  @Test
  void componentNamesBecomeKeys() {
    assertThat(Spelling.snakeCase("maxRecvMsgSizeMib")).isEqualTo("max_recv_msg_size_mib");
    assertThat(Spelling.snakeCase("http2ReadIdleTimeout")).isEqualTo("http2_read_idle_timeout");
  }
}
