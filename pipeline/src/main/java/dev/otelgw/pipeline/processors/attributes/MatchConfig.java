package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.processors.actions.TextPatterns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Properties of telemetry: an {@code include} or {@code exclude} block of the Collector. */
record MatchConfig(
    @Setting("How texts are compared: strict (the same) or regexp (RE2, found anywhere).")
        MatchType matchType,
    @Setting("Settings of match_type regexp.") @Nullable RegexpConfig regexp,
    @Setting("The resource's service.name is one of these. Not for logs.") List<String> services,
    @Setting("The span's name is one of these. For traces.") List<String> spanNames,
    @Setting("The span's kind is one of these: SPAN_KIND_SERVER, ... For traces.")
        List<String> spanKinds,
    @Setting("The log record's body is one of these. For logs.") List<String> logBodies,
    @Setting("The log record's severity text is one of these. For logs.")
        List<String> logSeverityTexts,
    @Setting("The log record's severity number. For logs.")
        @Nullable SeverityConfig logSeverityNumber,
    @Setting("The metric's name is one of these. For metrics.") List<String> metricNames,
    @Setting("The span, log record or data point has all of these attributes.")
        List<AttributeMatchConfig> attributes,
    @Setting("The resource has all of these attributes.") List<AttributeMatchConfig> resources,
    @Setting("The instrumentation scope is one of these.") List<LibraryConfig> libraries)
    implements Checked {

  private static final Set<String> ONLY_SPANS = Set.of("span_names", "span_kinds");
  private static final Set<String> ONLY_LOGS =
      Set.of("log_bodies", "log_severity_texts", "log_severity_number");

  /** How texts are compared. */
  enum MatchType {
    /** They are the same. */
    STRICT,
    /** A regular expression is found in the text. */
    REGEXP
  }

  /** What the Collector lets one set about regular expressions. */
  record RegexpConfig(
      @Setting("Accepted for the Collector's sake: nothing needs to be cached.")
          boolean cacheenabled,
      @Setting("Accepted for the Collector's sake: nothing needs to be cached.")
          long cachemaxnumentries)
      implements Checked {

    /** The Collector's defaults. */
    RegexpConfig() {
      this(false, 0);
    }

    @Override
    public void check(Problems problems) {
      if (cacheenabled) {
        problems.warning(
            "cacheenabled", "has no effect: matching takes linear time and is not cached");
      }
    }
  }

  /** The severity of a log record. */
  record SeverityConfig(
      @Setting(
              value = "The lowest number that matches, 1 (TRACE) to 24 (FATAL4).",
              min = 0,
              max = 24)
          int min,
      @Setting("Whether a log record without a severity number matches.") boolean matchUndefined) {

    /** Matches every severity that is given. */
    SeverityConfig() {
      this(0, false);
    }
  }

  /** An attribute. */
  record AttributeMatchConfig(
      @Setting("The attribute's key.") String key,
      @Setting("Its value, or with match_type regexp a pattern for it. Absent: any value.")
          @Nullable Object value) {}

  /** An instrumentation scope. */
  record LibraryConfig(
      @Setting("The scope's name.") String name,
      @Setting("Its version; empty for none. Absent: any version.") @Nullable String version) {}

  /** All lists of texts, by their keys. */
  private Map<String, List<String>> texts() {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    texts.put("services", services);
    texts.put("span_names", spanNames);
    texts.put("span_kinds", spanKinds);
    texts.put("log_bodies", logBodies);
    texts.put("log_severity_texts", logSeverityTexts);
    texts.put("metric_names", metricNames);
    return texts;
  }

  /** The keys of the properties that are given. */
  private Set<String> given() {
    Map<String, List<?>> lists = new LinkedHashMap<>(texts());
    lists.put("attributes", attributes);
    lists.put("resources", resources);
    lists.put("libraries", libraries);
    lists.put("log_severity_number", logSeverityNumber == null ? List.of() : List.of(1));
    lists.values().removeIf(List::isEmpty);
    return new TreeSet<>(lists.keySet());
  }

  @Override
  public void check(Problems problems) {
    if (given().isEmpty()) {
      problems.error("", "names nothing to match; add services, attributes, resources or the like");
    }
    if (matchType == MatchType.REGEXP) {
      texts()
          .forEach((key, patterns) -> {
            for (int i = 0; i < patterns.size(); i++) {
              checkPattern(problems, key + "[" + i + "]", patterns.get(i));
            }
          });
      for (int i = 0; i < libraries.size(); i++) {
        LibraryConfig library = libraries.get(i);
        checkPattern(problems, "libraries[" + i + "].name", library.name());
        checkPattern(problems, "libraries[" + i + "].version", library.version());
      }
    } else if (!SpanKinds.NAMES.containsAll(spanKinds)) {
      problems.error(
          "span_kinds",
          "must be among %s with match_type strict, was %s"
              .formatted(String.join(", ", SpanKinds.NAMES), String.join(", ", spanKinds)));
    }
    checkAttributes(problems, "attributes", attributes);
    checkAttributes(problems, "resources", resources);
  }

  private void checkAttributes(Problems problems, String key, List<AttributeMatchConfig> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      String at = key + "[" + i + "].";
      if (wanted.get(i).key().isEmpty()) {
        problems.error(at + "key", "must not be empty");
      }
      Object value = wanted.get(i).value();
      if (matchType == MatchType.REGEXP && value != null) {
        if (value instanceof String pattern) {
          checkPattern(problems, at + "value", pattern);
        } else {
          problems.error(
              at + "value",
              "must be a text with match_type regexp, was %s; put it in quotes".formatted(value));
        }
      }
    }
  }

  private static void checkPattern(Problems problems, String key, @Nullable String pattern) {
    TextPatterns.problem(pattern == null ? "" : pattern).ifPresent(why -> problems.error(key, why));
  }

  /**
   * Why this cannot be for that signal, if so. As in the Collector, spans and metrics pass over
   * properties of each other, so that one processor can serve the pipelines of both.
   */
  Optional<String> misfit(Signal signal) {
    for (String key : given()) {
      boolean foreign =
          switch (signal) {
            case TRACES -> ONLY_LOGS.contains(key);
            case LOGS -> ONLY_SPANS.contains(key) || key.equals("services");
            case METRICS -> false;
          };
      if (foreign) {
        return Optional.of(
            "%s is not for %s; remove it, or use a processor of its own there"
                .formatted(key, signal.lowerName()));
      }
    }
    return signal != Signal.METRICS && given().equals(Set.of("metric_names"))
        ? Optional.of("metric_names alone says nothing about " + signal.lowerName())
        : Optional.empty();
  }

  /** Whether it says anything about metrics. */
  boolean speaksOfMetrics() {
    Set<String> given = given();
    given.removeAll(ONLY_SPANS);
    given.removeAll(ONLY_LOGS);
    return !given.isEmpty();
  }
}
