package dev.otelgw.scrapers.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesStartsTest {

  private final SeriesStarts starts = new SeriesStarts(1000);
  private final SeriesStarts.Key key = SeriesStarts.Key.of("m", new String[] {"a"});

  @Test
  void aSeriesStartsWhenItIsFirstSeen() {
    assertThat(starts.start(key, 5, 100, null, false)).isEqualTo(100);
    assertThat(starts.start(key, 5, 200, null, false)).isEqualTo(100);
    assertThat(starts.start(key, 9, 300, 50L, false)).isEqualTo(100);
  }

  @Test
  void aDecreaseStartsItAnewAfterItWasReadBefore() {
    starts.start(key, 5, 100, null, false);
    starts.start(key, 9, 200, null, false);
    assertThat(starts.start(key, 8, 300, null, false)).isEqualTo(200);
    assertThat(starts.start(key, 9, 400, null, false)).isEqualTo(200);
  }

  @Test
  void aServersOwnResetTimeIsBetter() {
    starts.start(key, 5, 100, null, false);
    assertThat(starts.start(key, 6, 200, 150L, false)).isEqualTo(150);
    assertThat(starts.start(key, 1, 300, 250L, false)).isEqualTo(250);
  }

  @Test
  void aResetTimeAheadOfOurClockIsNotBelieved() {
    assertThat(starts.start(key, 5, 100, 170L, false)).isEqualTo(100);
    assertThat(starts.start(key, 2, 200, 900L, false)).isEqualTo(100);
  }

  @Test
  void whatIsKnownToHaveRestartedNeedsNoDecrease() {
    assertThat(starts.start(key, 5, 100, null, true)).isEqualTo(100);
    assertThat(starts.start(key, 50, 200, null, true)).isEqualTo(100);
    assertThat(starts.start(key, 60, 300, null, true)).isEqualTo(200);
  }

  @Test
  void seriesThatHaveGoneAreForgotten() {
    starts.start(key, 5, 100, null, false);
    starts.forget(1100);
    assertThat(starts.size()).isOne();
    starts.forget(1101);
    assertThat(starts.size()).isZero();
  }
}
