package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a user says of a group of metrics. */
public record GroupConfig(
    @Setting("Whether it is read; absent for the group's default.") @Nullable Boolean enabled,
    @Setting(
            "How often it is read at most; in between, what was read last is sent again."
                + " 0: with each scrape. Absent for the group's default.")
        @Nullable Duration interval) {

  /** Says nothing. */
  public GroupConfig() {
    this(null, null);
  }
}
