package dev.otelgw.gateway.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bodies of the health pages. */
final class HealthJson {

  private static final JsonFactory JSON = new JsonFactory();

  private HealthJson() {}

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator object) throws IOException;
  }

  static String live(Instant since, Instant now) {
    return object(o -> {
      o.writeStringField("status", "live");
      o.writeNumberField("uptime_seconds", Duration.between(since, now).toSeconds());
    });
  }

  /** The Collector's words (its healthcheckextension, {@code internal/healthcheck/handler.go}). */
  static String server(boolean available, Instant since, Instant now) {
    return object(o -> {
      o.writeStringField("status", available ? "Server available" : "Server not available");
      o.writeStringField("upSince", since.toString());
      o.writeStringField("uptime", goDuration(Duration.between(since, now)));
    });
  }

  static String ready(Readiness readiness, List<DeliveryStatus> deliveries) {
    return object(o -> {
      o.writeStringField("status", readiness.ready() ? "ready" : "not ready");
      o.writeArrayFieldStart("reasons");
      for (String reason : readiness.reasons()) {
        o.writeString(reason);
      }
      o.writeEndArray();
      o.writeArrayFieldStart("deliveries");
      for (DeliveryStatus delivery : deliveries) {
        o.writeStartObject();
        delivery(o, delivery);
        o.writeEndObject();
      }
      o.writeEndArray();
    });
  }

  private static void delivery(JsonGenerator o, DeliveryStatus delivery) throws IOException {
    o.writeStringField("exporter", delivery.exporter().key());
    o.writeStringField("signal", delivery.signal().lowerName());
    o.writeStringField("state", delivery.state().name().toLowerCase(Locale.ROOT));
    o.writeStringField("meaning", Advice.what(delivery));
    o.writeStringField("cure", Advice.cure(delivery.state()));
    stringOrNull(o, "last_success", delivery.lastSuccess());
    stringOrNull(o, "last_error", delivery.lastError());
    o.writeNumberField("troubled_for_seconds", seconds(delivery.troubledFor()));
    o.writeNumberField("accepted_items", delivery.accepted());
    o.writeNumberField("sent_items", delivery.sent());
    o.writeNumberField("dropped_items", delivery.dropped());
    o.writeNumberField("dead_lettered_items", delivery.deadLettered());
    o.writeNumberField("queued_items", delivery.queued());
    o.writeNumberField("oldest_age_seconds", seconds(delivery.oldestAge()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static void stringOrNull(JsonGenerator o, String name, @Nullable Object value)
      throws IOException {
    o.writeFieldName(name);
    if (value == null) {
      o.writeNull();
    } else {
      o.writeString(value.toString());
    }
  }

  /** As Go prints durations: {@code 1h2m3.5s}. */
  static String goDuration(Duration duration) {
    StringBuilder text = new StringBuilder();
    if (duration.toHours() > 0) {
      text.append(duration.toHours()).append('h');
    }
    if (duration.toMinutes() > 0) {
      text.append(duration.toMinutesPart()).append('m');
    }
    String seconds = "%d.%03d".formatted(duration.toSecondsPart(), duration.toMillisPart());
    return text.append(seconds.replaceAll("\\.?0+$", "")).append('s').toString();
  }

  private static String object(Fields fields) {
    StringWriter out = new StringWriter(512);
    try (JsonGenerator object = JSON.createGenerator(out)) {
      object.writeStartObject();
      fields.write(object);
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }
}
