package dev.otelgw.services.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.devstack.load.GameLoad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void withoutAnyItRunsUntilItIsTold() throws Exception {
    assertThat(Options.of(List.of()))
        .isEqualTo(new Options(false, null, new GameLoad.Rates(5, 40)));
  }

  @Test
  void takesWhatIsGiven() throws Exception {
    assertThat(Options.of(List.of("--games", "10", "--for", "2m", "--joins", "0.5")))
        .isEqualTo(new Options(false, Duration.ofMinutes(2), new GameLoad.Rates(10, 0.5)));
    assertThat(Options.of(List.of("-h")).help()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--forever, unknown option --forever; see otelgw demo --help",
    "--for, --for needs a value; see otelgw demo --help",
    "--for 2x, '--for: \"2x\" is no duration such as 90s, 5m or 1h'",
    "--games many, '--games: \"many\" is no number above 0, up to 6000'",
    "--joins 0, '--joins: \"0\" is no number above 0, up to 6000'",
  })
  void saysWhatIsWrong(String arguments, String message) {
    assertThatThrownBy(() -> Options.of(List.of(arguments.split(" "))))
        .isInstanceOf(Options.WrongOption.class)
        .hasMessage(message);
  }
}
