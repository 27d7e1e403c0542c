package dev.otelgw.pipeline.processors.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.processors.actions.ActionConfig.ConvertedType;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionConfigTest {

  @Test
  void acceptsWhatTheCollectorAccepts() {
    assertThat(problems(Action.INSERT, Map.of("value", "v"))).isEmpty();
    assertThat(problems(Action.UPDATE, Map.of("from_attribute", "o"))).isEmpty();
    assertThat(problems(Action.UPSERT, Map.of("from_attribute", "o", "default_value", 1L)))
        .isEmpty();
    assertThat(problems(Action.UPSERT, Map.of("default_value", false))).isEmpty();
    assertThat(problems(Action.DELETE, Map.of())).isEmpty();
    assertThat(problems(Action.DELETE, Map.of("key", "", "pattern", "^k"))).isEmpty();
    assertThat(problems(Action.HASH, Map.of("pattern", "^k"))).isEmpty();
    assertThat(problems(Action.EXTRACT, Map.of("pattern", "(?P<a>.)(?<b_c>.)(?:x)"))).isEmpty();
    assertThat(problems(Action.CONVERT, Map.of("converted_type", ConvertedType.INT))).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(problems(Action.INSERT, Map.of("key", "")))
        .containsExactly(
            "key: missing; insert needs the name of an attribute",
            "value: missing; insert needs value, from_attribute or from_context");
    assertThat(problems(Action.HASH, Map.of("key", "")))
        .containsExactly("key: missing; hash needs the name of an attribute or a pattern");
    assertThat(problems(Action.EXTRACT, Map.of()))
        .containsExactly("pattern: missing; extract needs one with named groups: (?P<name>...)");
    assertThat(problems(Action.CONVERT, Map.of()))
        .containsExactly("converted_type: missing; convert needs int, double or string");
  }

  @Test
  void saysWhatIsTooMuch() {
    assertThat(problems(Action.UPSERT, Map.of("value", "v", "from_attribute", "o")))
        .containsExactly("from_attribute: stands beside value; remove one of the two");
    assertThat(
            problems(
                Action.UPDATE,
                Map.of("value", "v", "pattern", "p", "converted_type", ConvertedType.DOUBLE)))
        .containsExactly(
            "pattern: update does not use it; remove it",
            "converted_type: update does not use it; remove it");
    assertThat(
            problems(
                Action.DELETE, Map.of("value", "v", "from_attribute", "o", "default_value", 1L)))
        .containsExactly(
            "value: delete does not use it; remove it",
            "from_attribute: delete does not use it; remove it",
            "default_value: delete does not use it; remove it");
  }

  @Test
  void saysWhatIsWrongWithAPattern() {
    assertThat(problems(Action.DELETE, Map.of("pattern", "a(b")))
        .containsExactly("pattern: \"a(b\" is no regular expression (RE2): missing closing )");
    assertThat(problems(Action.EXTRACT, Map.of("pattern", "abc")))
        .containsExactly("pattern: has no groups; name what to extract: (?P<name>...)");
    assertThat(problems(Action.EXTRACT, Map.of("pattern", "(?P<a>.)(b)")))
        .containsExactly(
            "pattern: has a group without a name; write (?P<name>...), or (?:...) to extract none");
  }

  @Test
  void takesWhatTheCollectorTakesOfARequest() {
    for (String name : List.of("metadata.tenant", "auth.subject", "client.address", "X-Tenant")) {
      assertThat(problems(Action.INSERT, Map.of("from_context", name))).as(name).isEmpty();
      assertThat(problems(Action.UPSERT, Map.of("from_context", name, "default_value", "none")))
          .isEmpty();
    }
  }

  @Test
  void refusesWhatARequestDoesNotHave() {
    for (String name : List.of("client.port", "metadata.", "auth.", "meta.tenant")) {
      assertThat(problems(Action.INSERT, Map.of("from_context", name)))
          .containsExactly(
              "from_context: \"%s\" is unknown; use metadata.<header>, auth.<attribute> or client.address"
                  .formatted(name));
    }
    assertThat(problems(Action.INSERT, Map.of("from_context", "auth.raw")))
        .containsExactly(
            "from_context: \"auth.raw\" holds the password and is not kept here; auth.username has"
                + " the name");
    assertThat(problems(Action.INSERT, Map.of("from_context", "metadata.a", "value", 1L)))
        .containsExactly("from_context: stands beside value; remove one of the two");
    assertThat(problems(Action.INSERT, Map.of("from_context", "auth.a", "from_attribute", "b")))
        .containsExactly("from_context: stands beside from_attribute; remove one of the two");
    assertThat(problems(Action.DELETE, Map.of("from_context", "metadata.a")))
        .containsExactly("from_context: delete does not use it; remove it");
  }

  /** With the key {@code k} where {@code keys} names no other. */
  private static List<String> problems(Action action, Map<String, Object> keys) {
    Map<String, Object> all = new HashMap<>(Map.of("key", "k"));
    all.putAll(keys);
    return CheckedConfig.problems(
        new ActionConfig(
            (String) all.get("key"),
            action,
            all.get("value"),
            (String) all.get("from_attribute"),
            (String) all.get("from_context"),
            all.get("default_value"),
            (String) all.get("pattern"),
            (ConvertedType) all.get("converted_type")));
  }
}
