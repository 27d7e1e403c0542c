package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code component} where the
 * message begins with one, {@code message}, and {@code stacktrace} as one string.
 */
final class JsonLines extends LineEncoder {

  /** As {@link dev.otelgw.pipeline.ComponentId#toString()} writes it, before a colon. */
  private static final Pattern COMPONENT =
      Pattern.compile("(?:receiver|processor|exporter|connector|extension) [^\\s:]+(?=: )");

  private final JsonFactory json = new JsonFactory();

  @Override
  String line(ILoggingEvent event) {
    StringWriter out = new StringWriter(256);
    try (JsonGenerator object = json.createGenerator(out)) {
      object.writeStartObject();
      object.writeStringField("time", time(event));
      object.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      object.writeStringField("logger", event.getLoggerName());
      String message = event.getFormattedMessage();
      Matcher component = COMPONENT.matcher(message);
      if (component.lookingAt()) {
        object.writeStringField("component", component.group());
      }
      object.writeStringField("message", message);
      if (event.getThrowableProxy() != null) {
        object.writeStringField(
            "stacktrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }
}
