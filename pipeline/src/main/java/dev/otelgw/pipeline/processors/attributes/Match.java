package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.processors.actions.TextPatterns;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.AttributeMatchConfig;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.LibraryConfig;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.MatchType;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.SeverityConfig;
import dev.otelgw.pipeline.wire.Attribute;
import dev.otelgw.pipeline.wire.AttributeKey;
import dev.otelgw.pipeline.wire.Field;
import dev.otelgw.pipeline.wire.OtlpSchema;
import dev.otelgw.pipeline.wire.TextPattern;
import dev.otelgw.pipeline.wire.WireMessage;
import dev.otelgw.pipeline.wire.WireValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A block of properties, ready to be asked, level by level: telemetry matches if every level does.
 * Thread-safe.
 */
final class Match {

  private static final Field SCOPE_NAME = field("InstrumentationScope", "name");
  private static final Field SCOPE_VERSION = field("InstrumentationScope", "version");
  private static final Field METRIC_NAME = field("Metric", "name");
  private static final Field SPAN_NAME = field("Span", "name");
  private static final Field SEVERITY = field("LogRecord", "severity_number");
  private static final Field SEVERITY_TEXT = field("LogRecord", "severity_text");
  private static final Field BODY = field("LogRecord", "body");
  private static final AttributeKey SERVICE_NAME = AttributeKey.of("service.name");

  /** What the Collector takes for the name of a service that has none. */
  private static final byte[] NO_SERVICE = "<nil-service-name>".getBytes(StandardCharsets.UTF_8);

  private final MatchType type;
  private final List<Predicate<WireMessage>> resource = new ArrayList<>();
  private final List<Predicate<WireMessage>> scope = new ArrayList<>();
  private final List<Predicate<WireMessage>> metric = new ArrayList<>();
  private final List<Predicate<WireMessage>> item = new ArrayList<>();

  /** For a configuration that was checked, and fits the signal. */
  Match(MatchConfig config, Signal signal) {
    type = config.matchType();
    if (!config.services().isEmpty()) {
      TextPattern services = texts(config.services());
      resource.add(message -> serviceMatches(message, services));
    }
    config.resources().forEach(wanted -> resource.add(attribute(wanted)::matches));
    if (!config.libraries().isEmpty()) {
      List<Predicate<WireMessage>> libraries =
          config.libraries().stream().map(this::library).toList();
      scope.add(message -> libraries.stream().anyMatch(library -> library.test(message)));
    }
    switch (signal) {
      case TRACES -> spans(config);
      case LOGS -> logs(config);
      case METRICS -> text(config.metricNames(), METRIC_NAME, metric);
    }
    config.attributes().forEach(wanted -> item.add(attribute(wanted)::matches));
  }

  private void spans(MatchConfig config) {
    text(config.spanNames(), SPAN_NAME, item);
    if (!config.spanKinds().isEmpty()) {
      item.add(new SpanKinds(texts(config.spanKinds()))::matches);
    }
  }

  private void logs(MatchConfig config) {
    if (!config.logBodies().isEmpty()) {
      TextPattern bodies = texts(config.logBodies());
      item.add(record -> AttributeMatch.textMatches(record.value(BODY), bodies));
    }
    text(config.logSeverityTexts(), SEVERITY_TEXT, item);
    SeverityConfig severity = config.logSeverityNumber();
    if (severity != null) {
      item.add(record -> {
        long number = record.number(SEVERITY);
        return number == 0 ? severity.matchUndefined() : number >= severity.min();
      });
    }
  }

  private void text(List<String> texts, Field field, List<Predicate<WireMessage>> level) {
    if (!texts.isEmpty()) {
      TextPattern pattern = texts(texts);
      level.add(message -> message.matches(field, pattern));
    }
  }

  private TextPattern texts(List<String> texts) {
    return TextPatterns.any(
        texts.stream()
            .map(text ->
                type == MatchType.STRICT ? TextPatterns.strict(text) : TextPatterns.regexp(text))
            .toList());
  }

  private Predicate<WireMessage> library(LibraryConfig library) {
    TextPattern name = texts(List.of(library.name()));
    String wanted = library.version();
    if (wanted == null) {
      return message -> message.matches(SCOPE_NAME, name);
    }
    TextPattern version = texts(List.of(wanted));
    return message -> message.matches(SCOPE_NAME, name) && message.matches(SCOPE_VERSION, version);
  }

  private AttributeMatch attribute(AttributeMatchConfig wanted) {
    AttributeKey key = AttributeKey.of(wanted.key());
    Object value = wanted.value();
    if (value == null) {
      return new AttributeMatch(key, null, null);
    }
    return type == MatchType.STRICT
        ? new AttributeMatch(key, WireValue.of(value), null)
        : new AttributeMatch(key, null, texts(List.of((String) value)));
  }

  private static boolean serviceMatches(WireMessage resource, TextPattern services) {
    Attribute name = resource.attributes().find(SERVICE_NAME);
    return name == null
        ? services.matches(NO_SERVICE, 0, NO_SERVICE.length)
        : AttributeMatch.textMatches(name.value(), services);
  }

  boolean resource(WireMessage message) {
    return all(resource, message);
  }

  boolean scope(WireMessage message) {
    return all(scope, message);
  }

  boolean metric(WireMessage message) {
    return all(metric, message);
  }

  boolean item(WireMessage message) {
    return all(item, message);
  }

  private static boolean all(List<Predicate<WireMessage>> conditions, WireMessage message) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).test(message)) {
        return false;
      }
    }
    return true;
  }

  private static Field field(String message, String name) {
    return OtlpSchema.type(message).requireField(name);
  }
}
