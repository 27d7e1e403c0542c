package dev.otelgw.bench.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberSetTest {

  @Test
  void remembersNumbersFarApart() {
    NumberSet set = new NumberSet();

    assertThat(set.add(0)).isTrue();
    assertThat(set.add(63)).isTrue();
    assertThat(set.add(64)).isTrue();
    assertThat(set.add(100_000_000)).isTrue();
    assertThat(set.add(64)).isFalse();

    assertThat(set.contains(64)).isTrue();
    assertThat(set.contains(65)).isFalse();
    assertThat(set.contains(50_000_000)).isFalse();
    assertThat(set.contains(200_000_000)).isFalse();
  }

  @Test
  void countsWhatIsMissing() {
    NumberSet set = new NumberSet();
    set.add(100);
    set.add(102);

    assertThat(set.missing(100, 5)).isEqualTo(3);
  }

  @Test
  void survivesItsBytes() {
    NumberSet set = new NumberSet();
    set.add(5);
    set.add(9_000_000);

    NumberSet read = NumberSet.fromBytes(set.toBytes());

    assertThat(read.contains(5)).isTrue();
    assertThat(read.contains(9_000_000)).isTrue();
    assertThat(read.missing(0, 100)).isEqualTo(99);
  }
}
