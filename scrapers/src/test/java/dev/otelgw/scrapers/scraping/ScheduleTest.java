package dev.otelgw.scrapers.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theFirstTimeIsAtRandomWithinATenthOfTheInterval() {
    Random random = new Random(1);
    long[] dues =
        LongStream.range(0, 500).map(_ -> new Schedule(0, SECOND, MINUTE, random).due()).toArray();
    assertThat(LongStream.of(dues).min().getAsLong())
        .isBetween(SECOND.toNanos(), SECOND.plusMillis(200).toNanos());
    assertThat(LongStream.of(dues).max().getAsLong())
        .isBetween(Duration.ofMillis(6800).toNanos(), Duration.ofSeconds(7).toNanos());
  }

  @Test
  void theRateIsFixedAndMissedTicksAreCounted() {
    Schedule schedule = new Schedule(0, SECOND, MINUTE, new Random(1));
    long first = schedule.due();
    assertThat(schedule.advance(first + SECOND.toNanos())).isZero();
    assertThat(schedule.due()).isEqualTo(first + MINUTE.toNanos());
    assertThat(schedule.advance(first + MINUTE.toNanos() * 4)).isEqualTo(3);
    assertThat(schedule.due()).isEqualTo(first + MINUTE.toNanos() * 5);
  }

  @Test
  void shortIntervalsBackOffToAMinuteAndRefusedLoginsToFive() {
    BackOff backOff = new BackOff(Duration.ofSeconds(10), new Random(1));
    assertThat(backOff.holds(0)).isFalse();
    assertThat(backOff.failed(0, false)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backOff.holds(1)).isFalse();
    assertThat(backOff.failed(0, false)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(20));
    assertThat(backOff.holds(Duration.ofSeconds(15).toNanos())).isTrue();
    assertThat(backOff.holds(Duration.ofSeconds(20).toNanos())).isFalse();
    for (int i = 0; i < 20; i++) {
      assertThat(backOff.failed(0, false)).isLessThanOrEqualTo(MINUTE);
    }
    assertThat(backOff.failed(0, false)).isGreaterThanOrEqualTo(Duration.ofSeconds(48));
    assertThat(backOff.failed(0, true)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    backOff.succeeded();
    assertThat(backOff.holds(0)).isFalse();
  }
}
