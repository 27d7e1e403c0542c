package dev.otelgw.pipeline.processors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.processors.attributes.MatchConfig.RegexpConfig;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributesConfigTest {

  private final AttributesProcessorFactory factory = new AttributesProcessorFactory();

  @Test
  void wantsSomethingToDo() {
    assertThat(CheckedConfig.problems(new AttributesConfig()))
        .containsExactly(
            "actions: missing; add what to do: actions: [{key: ..., value: ..., action: ...}]");
  }

  @Test
  void wantsSomethingToMatch() {
    assertThat(problems(Matching.strict()))
        .containsExactly(
            ": names nothing to match; add services, attributes, resources or the like");
  }

  @Test
  void findsBadPatternsWhereverTheyStand() {
    assertThat(
            problems(
                Matching.regexp()
                    .services("ok", "a(")
                    .metricNames("b[")
                    .library("*", "c)")
                    .attribute("k", "d{2,1}")
                    .resource("k", 5L)))
        .containsExactlyInAnyOrder(
            "services[1]: \"a(\" is no regular expression (RE2): missing closing )",
            "metric_names[0]: \"b[\" is no regular expression (RE2): missing closing ]",
            "libraries[0].name: \"*\" is no regular expression (RE2): missing argument to repetition"
                + " operator",
            "libraries[0].version: \"c)\" is no regular expression (RE2): unexpected )",
            "attributes[0].value: \"d{2,1}\" is no regular expression (RE2): invalid repeat count",
            "resources[0].value: must be a text with match_type regexp, was 5; put it in quotes");
    assertThat(problems(Matching.strict().services("a(").attribute("k", 5L))).isEmpty();
  }

  @Test
  void knowsTheKindsOfSpans() {
    assertThat(problems(Matching.strict().spanKinds("SPAN_KIND_SERVER", "server")))
        .containsExactly(
            "span_kinds: must be among SPAN_KIND_INTERNAL, SPAN_KIND_SERVER, SPAN_KIND_CLIENT,"
                + " SPAN_KIND_PRODUCER, SPAN_KIND_CONSUMER with match_type strict, was"
                + " SPAN_KIND_SERVER, server");
    assertThat(problems(Matching.regexp().spanKinds("SERVER|CLIENT"))).isEmpty();
  }

  @Test
  void saysThatACacheHasNoEffect() {
    assertThat(CheckedConfig.problems(new RegexpConfig(true, 100)))
        .containsExactly(
            "warning cacheenabled: has no effect: matching takes linear time and is not cached");
    assertThat(CheckedConfig.problems(new RegexpConfig())).isEmpty();
  }

  @Test
  void refusesPropertiesOfOtherSignalsWhereTheCollectorDoes() {
    assertThat(misfit(Matching.strict().logBodies("x"), Signal.TRACES))
        .contains(
            "include.log_bodies is not for traces; remove it, or use a processor of its own"
                + " there");
    assertThat(misfit(Matching.strict().services("x"), Signal.LOGS))
        .contains(
            "include.services is not for logs; remove it, or use a processor of its own"
                + " there");
    assertThat(misfit(Matching.strict().metricNames("x"), Signal.TRACES))
        .contains("include.metric_names alone says nothing about traces");
    assertThat(misfit(Matching.strict().metricNames("x").spanNames("y"), Signal.TRACES)).isEmpty();
    assertThat(misfit(Matching.strict().spanNames("y"), Signal.METRICS)).isEmpty();
    assertThat(misfit(Matching.strict().services("x"), Signal.METRICS)).isEmpty();
  }

  private Optional<String> misfit(Matching include, Signal signal) {
    return factory.misfit(new AttributesConfig(List.of(), include.config(), null), signal);
  }

  private static List<String> problems(Matching block) {
    return CheckedConfig.problems(block.config());
  }
}
