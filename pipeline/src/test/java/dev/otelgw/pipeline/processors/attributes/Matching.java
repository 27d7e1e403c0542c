package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.AttributeMatchConfig;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.LibraryConfig;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.MatchType;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.SeverityConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of properties put together key by key, as in a configuration. */
final class Matching {

  private final MatchType type;
  private final Map<String, List<String>> texts = new HashMap<>();
  private final List<AttributeMatchConfig> attributes = new ArrayList<>();
  private final List<AttributeMatchConfig> resources = new ArrayList<>();
  private final List<LibraryConfig> libraries = new ArrayList<>();
  private @Nullable SeverityConfig severity;

  private Matching(MatchType type) {
    this.type = type;
  }

  static Matching strict() {
    return new Matching(MatchType.STRICT);
  }

  static Matching regexp() {
    return new Matching(MatchType.REGEXP);
  }

  Matching services(String... services) {
    return texts("services", services);
  }

  Matching spanNames(String... names) {
    return texts("span_names", names);
  }

  Matching spanKinds(String... kinds) {
    return texts("span_kinds", kinds);
  }

  Matching logBodies(String... bodies) {
    return texts("log_bodies", bodies);
  }

  Matching severityTexts(String... severities) {
    return texts("log_severity_texts", severities);
  }

  Matching metricNames(String... names) {
    return texts("metric_names", names);
  }

  private Matching texts(String key, String... values) {
    texts.put(key, List.of(values));
    return this;
  }

  Matching severity(int min, boolean matchUndefined) {
    severity = new SeverityConfig(min, matchUndefined);
    return this;
  }

  Matching attribute(String key, @Nullable Object value) {
    attributes.add(new AttributeMatchConfig(key, value));
    return this;
  }

  Matching resource(String key, @Nullable Object value) {
    resources.add(new AttributeMatchConfig(key, value));
    return this;
  }

  Matching library(String name, @Nullable String version) {
    libraries.add(new LibraryConfig(name, version));
    return this;
  }

  MatchConfig config() {
    return new MatchConfig(
        type,
        null,
        texts.getOrDefault("services", List.of()),
        texts.getOrDefault("span_names", List.of()),
        texts.getOrDefault("span_kinds", List.of()),
        texts.getOrDefault("log_bodies", List.of()),
        texts.getOrDefault("log_severity_texts", List.of()),
        severity,
        texts.getOrDefault("metric_names", List.of()),
        attributes,
        resources,
        libraries);
  }

  /** What a processor that inserts {@code reached} makes of a batch. */
  static Batch process(Batch batch, @Nullable Matching include, @Nullable Matching exclude) {
    ActionConfig insert =
        new ActionConfig("reached", ActionConfig.Action.INSERT, true, null, null, null, null, null);
    AttributesConfig config =
        new AttributesConfig(
            List.of(insert),
            include == null ? null : include.config(),
            exclude == null ? null : exclude.config());
    List<Batch> passed = new ArrayList<>();
    new AttributesProcessorFactory()
        .create(
            config,
            batch.signal(),
            edited -> {
              passed.add(edited);
              return Outcome.accepted();
            },
            new Context(
                new ComponentId(ComponentId.Kind.PROCESSOR, "attributes", ""),
                Observer.NONE,
                Clock.SYSTEM,
                new Memory(Long.MAX_VALUE),
                "otelgw/test"))
        .accept(batch);
    return passed.getFirst();
  }
}
