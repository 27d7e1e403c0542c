package dev.otelgw.scrapers.redis;

import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Since when a server counts. It tells how long it has run, in whole seconds; CONFIG RESETSTAT it
 * tells nobody, but then its count of commands shrinks. Not thread-safe.
 */
final class Origins {

  private String runId = "";
  private @Nullable Instant serverStart;
  private double commands;
  private boolean statisticsRestarted;

  /**
   * A new scrape.
   *
   * @param time when it began
   */
  void learn(InfoFields info, Instant time) {
    String itsRunId = info.get("run_id", "");
    OptionalDouble uptime = info.number("uptime_in_seconds");
    boolean another = !itsRunId.equals(runId);
    // Computed once: it would jitter by a second from scrape to scrape.
    if (uptime.isPresent() && (another || serverStart == null)) {
      serverStart = time.minusSeconds((long) uptime.getAsDouble());
    }
    double itsCommands = info.number("total_commands_processed").orElse(0);
    statisticsRestarted = !another && itsCommands < commands;
    runId = itsRunId;
    commands = itsCommands;
  }

  /** Null if the server does not tell. */
  @Nullable Instant serverStart() {
    return serverStart;
  }

  /** Whether its statistics, but not the server, began anew since the scrape before. */
  boolean statisticsRestarted() {
    return statisticsRestarted;
  }
}
