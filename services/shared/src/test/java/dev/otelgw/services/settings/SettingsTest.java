package dev.otelgw.services.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static <T> T read(String value, Function<Settings, T> reader) {
    return Settings.read(Map.of("NAME", value), reader);
  }

  @Test
  void tellsAllProblemsAtOnceAndNoSecret() {
    Map<String, String> environment =
        Map.of("PORT", "eighty", "KEY", "c2hvcnQ=", "URL", "http://u:hush@h", "WAIT", "soon");
    assertThatThrownBy(() ->
            Settings.read(
                environment,
                in ->
                    List.of(
                        in.number("PORT", 80, 1, 65535),
                        in.key("KEY", 32),
                        in.server("URL", 1, "amqp"),
                        in.durations("WAIT", "1s"),
                        in.secret("TOKEN"))))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("PORT is \"eighty\", must be a number from 1 to 65535")
        .hasMessageContaining("KEY must be 32 bytes in base64")
        .hasMessageContaining("URL begins with \"http\", must begin with amqp://")
        .hasMessageContaining("WAIT is \"soon\", must be durations such as 1s")
        .hasMessageContaining("TOKEN is not set")
        .hasMessageNotContaining("hush");
  }

  @Test
  void takesDefaultsForWhatIsNotSetOrEmpty() {
    int number = read("", in -> in.number("NAME", 7, 1, 9));
    assertThat(number).isEqualTo(7);
    String text = read(" ", in -> in.text("NAME", "otherwise"));
    assertThat(text).isEqualTo("otherwise");
    List<Duration> durations = read("", in -> in.durations("NAME", "10s,1m"));
    assertThat(durations).containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"250ms,250", "3s,3000", "2m,120000", "1h,3600000"})
  void readsDurations(String text, long millis) {
    List<Duration> durations = read(text, in -> in.durations("NAME", "1s"));
    assertThat(durations).containsExactly(Duration.ofMillis(millis));
  }

  @Test
  void readsWhereAServerIsAndHowToLogIn() {
    ServerUrl url =
        read(
            "postgresql://app:p%40ss+word@db.example/game_scheduler",
            in -> in.server("NAME", 5432, "postgresql"));
    assertThat(url.place()).isEqualTo("db.example:5432");
    assertThat(url.user()).isEqualTo("app");
    assertThat(url.password().value()).isEqualTo("p@ss+word");
    assertThat(url.path()).isEqualTo("game_scheduler");
    assertThat(url.toString()).doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://u:hu sh@h:1", "redis:/nothing", "hush"})
  void saysWhatIsWrongWithAUrlWithoutShowingIt(String url) {
    assertThatThrownBy(() -> read(url, in -> in.server("NAME", 6379, "redis")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("NAME is not")
        .hasMessageNotContaining("hu");
  }

  @Test
  void tellsWhatAReaderAsksForWithItsDefaults() {
    assertThat(
            Settings.variables(in ->
                List.of(
                    in.number("PORT", 80, 1, 65535),
                    in.key("KEY", 32),
                    in.server("URL", 1, "amqp"),
                    in.durations("WAIT", "1s"),
                    in.secret("TOKEN"),
                    in.text("PORT", "81"))))
        .containsExactly(
            new Settings.Variable("PORT", "80"),
            new Settings.Variable("KEY", ""),
            new Settings.Variable("URL", ""),
            new Settings.Variable("WAIT", "1s"),
            new Settings.Variable("TOKEN", ""));
  }
}
