package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * {@code 2026-11-21T10:00:00.123Z INFO exporter otlp_http: text}. Our own messages begin with the
 * component they are about; those of libraries get their logger's name in front.
 */
final class ConsoleLines extends LineEncoder {

  @Override
  String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    String level = event.getLevel().toString();
    line.append(time(event)).append(' ').append(level).append(" ".repeat(6 - level.length()));
    if (!event.getLoggerName().startsWith("dev.otelgw.")) {
      line.append(event.getLoggerName()).append(": ");
    }
    line.append(event.getFormattedMessage()).append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }
}
