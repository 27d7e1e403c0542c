package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "5s, PT5S",
    "+5s, PT5S",
    "200ms, PT0.2S",
    "1m30s, PT1M30S",
    "1.5h, PT1H30M",
    ".5s, PT0.5S",
    "1.s, PT1S",
    "3us, PT0.000003S",
    "3µs, PT0.000003S",
    "7ns, PT0.000000007S",
    "1h1h, PT2H",
  })
  void readsWhatGoReads(String text, Duration expected) {
    assertThat(GoDuration.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "-5s", "5 s", "s", "5d", "1h30", "5S", ".s", "9999999h", "1m-3s"})
  void refusesTheRest(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    for (String text : List.of("0s", "200ms", "1m30s", "1h", "1h30m5s20ms3us7ns")) {
      assertThat(GoDuration.format(GoDuration.parse(text).orElseThrow())).isEqualTo(text);
    }
  }
}
