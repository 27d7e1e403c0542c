package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each key of {@code retry_on_failure} that says how long to wait. */
class BackoffTest {

  private static RetryConfig retry(long initial, double factor, double multiplier, long max) {
    return new RetryConfig(
        true,
        Duration.ofMillis(initial),
        factor,
        multiplier,
        Duration.ofMillis(max),
        Duration.ZERO);
  }

  private static long millis(RetryConfig config, int failures, double drawn) {
    RandomGenerator random = () -> (long) (drawn * 0x1.0p63) << 1;
    return Math.round(new Backoff(config, random).nanos(failures, Duration.ZERO) / 1e6);
  }

  @Test
  void beginsWithTheInitialInterval() {
    assertThat(millis(retry(5000, 0, 1.5, 30_000), 1, 0.5)).isEqualTo(5000);
    assertThat(millis(retry(70, 0, 1.5, 30_000), 1, 0.5)).isEqualTo(70);
  }

  @Test
  void eachIntervalIsTheOneBeforeTimesTheMultiplier() {
    RetryConfig config = retry(1000, 0, 1.5, 100_000);
    assertThat(IntStream.rangeClosed(1, 4).mapToLong(n -> millis(config, n, 0.5)))
        .containsExactly(1000L, 1500L, 2250L, 3375L);
    assertThat(millis(retry(1000, 0, 3, 100_000), 3, 0.5)).isEqualTo(9000);
    assertThat(millis(retry(1000, 0, 1, 100_000), 9, 0.5)).isEqualTo(1000);
  }

  @Test
  void noIntervalIsLongerThanTheLongest() {
    assertThat(millis(retry(1000, 0, 2, 5000), 3, 0.5)).isEqualTo(4000);
    assertThat(millis(retry(1000, 0, 2, 5000), 4, 0.5)).isEqualTo(5000);
    assertThat(millis(retry(1000, 0, 2, 5000), 100_000, 0.5)).isEqualTo(5000);
  }

  @Test
  void isDrawnFromAroundTheInterval() {
    RetryConfig config = retry(1000, 0.2, 2, 100_000);
    assertThat(millis(config, 1, 0)).isEqualTo(800);
    assertThat(millis(config, 1, 0.5)).isEqualTo(1000);
    assertThat(millis(config, 1, 0.999_999)).isEqualTo(1200);
    assertThat(millis(retry(1000, 0, 2, 100_000), 1, 0)).isEqualTo(1000);
  }

  @Test
  void waitsAsLongAsTheBackendAsksAndNeverShorter() {
    Backoff backoff = new Backoff(retry(1000, 0, 1, 1000), new Random(1));
    assertThat(backoff.nanos(1, Duration.ofSeconds(9))).isEqualTo(9_000_000_000L);
    assertThat(backoff.nanos(1, Duration.ofMillis(9))).isEqualTo(1_000_000_000L);
  }
}
