package dev.otelgw.services.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.discord.RateLimits.Headers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong now = new AtomicLong(12_345);
  private final RateLimits limits = new RateLimits(now::get);

  private static Route messages(String channel) {
    return new Route(
        "POST", "/channels/{channel}/messages", channel, "/channels/" + channel, true, true);
  }

  private static Headers headers(int limit, int remaining, int resetMillis) {
    return new Headers("b1", limit, remaining, Duration.ofMillis(resetMillis));
  }

  private void pass(int millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void waitsForTheEndOfAnEmptyWindow() {
    limits.learn(messages("1"), headers(5, 0, 800));

    assertThat(limits.take(messages("1")).pause()).isEqualTo(Duration.ofMillis(800));
    pass(800);
    assertThat(limits.take(messages("1")).pause()).isZero();
  }

  @Test
  void countsWhatIsOnItsWay() {
    limits.learn(messages("1"), headers(5, 2, 1000));

    assertThat(limits.take(messages("1")).pause()).isZero();
    assertThat(limits.take(messages("1")).pause()).isZero();
    assertThat(limits.take(messages("1")).pause()).isPositive();
  }

  @Test
  void anAnswerThatComesLateGivesNoPlacesBack() {
    limits.learn(messages("1"), headers(5, 1, 1000));
    limits.learn(messages("1"), headers(5, 3, 1000));

    assertThat(limits.take(messages("1")).pause()).isZero();
    assertThat(limits.take(messages("1")).pause()).isPositive();
  }

  @Test
  void aNewWindowHasTheLimitsPlacesEvenBeforeItsFirstAnswer() {
    limits.learn(messages("1"), headers(2, 0, 100));
    pass(100);

    assertThat(limits.take(messages("1")).pause()).isZero();
    assertThat(limits.take(messages("1")).pause()).isZero();
    assertThat(limits.take(messages("1")).pause()).isPositive();
    pass(1000);
    assertThat(limits.take(messages("1")).pause()).isZero();
  }

  @Test
  void channelsDoNotShareAWindow() {
    limits.learn(messages("1"), headers(5, 0, 1000));

    assertThat(limits.take(messages("2")).pause()).isZero();
  }

  @Test
  void routesOfOneBucketShareAWindow() {
    Route other = new Route("GET", "/channels/{channel}/pins", "1", "/x", true, true);
    limits.learn(other, headers(5, 3, 1000));
    limits.learn(messages("1"), headers(5, 0, 1000));

    assertThat(limits.take(other).pause()).isPositive();
  }

  @Test
  void aRefusalClosesItsBucketOnly() {
    limits.refused(messages("1"), false, Duration.ofSeconds(2));

    assertThat(limits.take(messages("1")).pause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(limits.take(messages("2")).pause()).isZero();
  }

  @Test
  void aGlobalRefusalClosesEverythingButAnswersToInteractions() {
    limits.refused(messages("1"), true, Duration.ofSeconds(2));
    Route answer = new Route("PATCH", "/webhooks/{application}/{token}", "t", "/w", false, true);

    assertThat(limits.take(messages("2")).scope()).isEqualTo("global");
    assertThat(limits.take(answer).pause()).isZero();
    pass(2000);
    assertThat(limits.take(messages("2")).pause()).isZero();
  }

  @Test
  void fiftyASecondOverAllRoutes() {
    for (int i = 0; i < RateLimits.GLOBAL_PER_SECOND; i++) {
      assertThat(limits.take(messages("c" + i)).pause()).isZero();
    }

    assertThat(limits.take(messages("one more")).pause()).isEqualTo(Duration.ofSeconds(1));
    pass(1000);
    assertThat(limits.take(messages("one more")).pause()).isZero();
  }
}
