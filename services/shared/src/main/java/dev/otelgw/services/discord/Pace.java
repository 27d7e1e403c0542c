package dev.otelgw.services.discord;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time as the client sees it, and its waiting: all of it is measured in {@code
 * discord.ratelimit.wait} (s).
 */
final class Pace {

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("discord.route");
  private static final AttributeKey<String> SCOPE = AttributeKey.stringKey("discord.scope");

  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private final DoubleHistogram waits =
      GlobalOpenTelemetry.getMeter("dev.otelgw.services.discord")
          .histogramBuilder("discord.ratelimit.wait")
          .setUnit("s")
          .setDescription("Time that requests to Discord were held back by its rate limits.")
          .setExplicitBucketBoundariesAdvice(
              List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0))
          .build();

  Pace(LongSupplier nanoTime, Sleeper sleeper) {
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /** The machine's. */
  static Pace real() {
    return new Pace(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /** Sleeps for nanoseconds. */
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  /** Holds back a request because of a rate limit. */
  void hold(Route route, String scope, Duration wait) {
    long before = nanoTime.getAsLong();
    sleep(route, wait);
    waits.record(
        (nanoTime.getAsLong() - before) / 1e9, Attributes.of(ROUTE, route.key(), SCOPE, scope));
  }

  /** Waits for another reason, which the measure does not count. */
  void sleep(Route route, Duration wait) {
    try {
      sleeper.sleep(wait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DiscordException.Unavailable(
          "Discord " + route + ": interrupted while waiting", Duration.ZERO, e);
    }
  }
}
