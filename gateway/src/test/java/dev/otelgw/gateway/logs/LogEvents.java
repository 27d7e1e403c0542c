package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes events without anybody logging them. */
final class LogEvents {

  static final LoggerContext CONTEXT = new LoggerContext();

  private LogEvents() {}

  static ILoggingEvent event(
      String logger, Level level, @Nullable Throwable thrown, String message, Object... arguments) {
    LoggingEvent event =
        new LoggingEvent("test", CONTEXT.getLogger(logger), level, message, thrown, arguments);
    event.setInstant(Instant.parse("2026-11-21T10:00:00.120Z"));
    return event;
  }
}
