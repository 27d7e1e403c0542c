package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** Bounds of the sessions with one server. */
public record ConnectionPoolConfig(
    @Setting("A session that was not used for so long is ended.") Duration maxIdleTime,
    @Setting("A session is ended after so long, that the server gets its memory back.")
        Duration maxLifetime,
    @Setting(value = "Sessions of single databases that are kept from scrape to scrape.", min = 0)
        int maxIdle,
    @Setting(
            value = "Sessions at once: one for the server, one for a database, and those kept.",
            min = 2)
        int maxOpen)
    implements Checked {

  /** The least that HikariCP takes. */
  private static final Duration LEAST_LIFETIME = Duration.ofSeconds(30);

  private static final Duration LEAST_IDLE = Duration.ofSeconds(10);

  /** Half an hour, and ten databases. */
  public ConnectionPoolConfig() {
    this(Duration.ofMinutes(10), Duration.ofMinutes(30), 10, 12);
  }

  @Override
  public void check(Problems problems) {
    if (maxLifetime.compareTo(LEAST_LIFETIME) < 0) {
      problems.error("max_lifetime", "is too short; use at least 30s");
    }
    if (maxIdleTime.compareTo(LEAST_IDLE) < 0 || maxIdleTime.compareTo(maxLifetime) > 0) {
      problems.error("max_idle_time", "must be at least 10s and at most max_lifetime");
    }
  }

  /** How many sessions of single databases may be kept. */
  int kept() {
    return Math.min(maxIdle, maxOpen - 2);
  }
}
