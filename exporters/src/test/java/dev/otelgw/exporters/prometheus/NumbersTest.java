package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  /** What strconv.FormatFloat(x, 'g', -1, 64) gives. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-1, -1",
    "0.1, 0.1",
    "0.005, 0.005",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "100000, 100000",
    "1000000, 1e+06",
    "123456, 123456",
    "1234567.5, 1.2345675e+06",
    "1e21, 1e+21",
    "1e100, 1e+100",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf"
  })
  void writesThemAsGoDoes(double number, String text) {
    assertThat(Numbers.plain(number)).isEqualTo(text);
    assertThat(Double.valueOf(text.replace("Inf", "Infinity"))).isEqualTo(Double.valueOf(number));
  }

  @ParameterizedTest
  @CsvSource({"1, 1.0", "-2, -2.0", "0.5, 0.5", "1000000, 1e+06", "Infinity, +Inf", "NaN, NaN"})
  void writesBoundsAsFloats(double number, String text) {
    assertThat(Numbers.canonical(number)).isEqualTo(text);
  }

  @Test
  void writesWholeNumbersAndTimesToTheLastDigit() {
    assertThat(Numbers.value(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(Numbers.count(-1)).isEqualTo("18446744073709551615");
    assertThat(Numbers.seconds(1_700_000_000_250_000_001L)).isEqualTo("1700000000.250000001");
    assertThat(Numbers.seconds(100_000_000_000L)).isEqualTo("100");
  }
}
