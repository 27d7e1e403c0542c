package dev.otelgw.services.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InvalidRequestsTest {

  private final AtomicLong now = new AtomicLong();
  private final InvalidRequests invalid = new InvalidRequests(now::get);

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      invalid.count();
    }
  }

  @Test
  void stopsAtItsLimitAndGoesOnTenMinutesLater() {
    count(InvalidRequests.LIMIT - 1);
    assertThat(invalid.exhausted()).isFalse();
    now.addAndGet(Duration.ofMinutes(9).toNanos());
    count(1);
    assertThat(invalid.exhausted()).isTrue();

    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(invalid.exhausted()).isFalse();
  }

  @Test
  void aLongPauseForgetsEverything() {
    count(InvalidRequests.LIMIT);
    now.addAndGet(Duration.ofHours(3).toNanos());

    assertThat(invalid.exhausted()).isFalse();
  }
}
