package dev.otelgw.pipeline.processors.actions;

import com.google.re2j.Pattern;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.wire.WireValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step that is taken with attributes, as the Collector writes it. */
public record ActionConfig(
    @Setting("The attribute to act on. For delete and hash, a pattern can stand in its place.")
        @Nullable String key,
    @Setting(
            "insert (if absent), update (if present), upsert (both), delete, hash (SHA-256 in hex),"
                + " extract (named groups of a pattern become attributes), convert (to another"
                + " type).")
        Action action,
    @Setting("For insert, update and upsert: the value, of the type it has in YAML.")
        @Nullable Object value,
    @Setting(
            "For insert, update and upsert: the attribute whose value to take. If there is none,"
                + " default_value is taken, or nothing happens.")
        @Nullable String fromAttribute,
    @Setting(
            "For insert, update and upsert: what of the request to take: metadata.<header> (the"
                + " receiver needs include_metadata), auth.<attribute> or client.address. Several"
                + " values are joined with ;. If there is none, default_value is taken, or nothing"
                + " happens.")
        @Nullable String fromContext,
    @Setting(
            "For insert, update and upsert: the value if from_attribute or from_context gives"
                + " none.")
        @Nullable Object defaultValue,
    @Setting(
            "For delete and hash: attributes whose key it matches anywhere. For extract: what to"
                + " match the value with; every group has a name. RE2 syntax.")
        @Nullable String pattern,
    @Setting("For convert: int, double or string. What cannot be converted stays as it is.")
        @Nullable ConvertedType convertedType)
    implements Checked {

  /** What to do. */
  public enum Action {
    /** Adds the attribute where there is none of that key. */
    INSERT,
    /** Changes the attribute where there is one of that key. */
    UPDATE,
    /** Changes the attribute, or adds it. */
    UPSERT,
    /** Takes attributes away. */
    DELETE,
    /** Puts the SHA-256 of a value in its place. */
    HASH,
    /** Makes attributes of the parts of a text. */
    EXTRACT,
    /** Changes a value's type. */
    CONVERT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a value can be converted to. */
  public enum ConvertedType {
    /** A whole number. */
    INT,
    /** A floating point number. */
    DOUBLE,
    /** A text. */
    STRING
  }

  @Override
  public void check(Problems problems) {
    checkKey(problems);
    switch (action) {
      case INSERT, UPDATE, UPSERT -> {
        checkSource(problems);
        unused(problems, "pattern", pattern);
        unused(problems, "converted_type", convertedType);
      }
      case DELETE, HASH -> {
        unusedSource(problems);
        unused(problems, "converted_type", convertedType);
        checkPattern(problems);
      }
      case EXTRACT -> {
        unusedSource(problems);
        unused(problems, "converted_type", convertedType);
        checkGroups(problems);
      }
      case CONVERT -> {
        unusedSource(problems);
        unused(problems, "pattern", pattern);
        if (convertedType == null) {
          problems.error("converted_type", "missing; convert needs int, double or string");
        }
      }
    }
  }

  boolean hasKey() {
    return given(key);
  }

  private static boolean given(@Nullable Object setting) {
    return setting != null && !setting.equals("");
  }

  private void checkKey(Problems problems) {
    boolean byPattern = action == Action.DELETE || action == Action.HASH;
    if (!hasKey() && !(byPattern && given(pattern))) {
      problems.error(
          "key",
          "missing; %s needs the name of an attribute%s"
              .formatted(action, byPattern ? " or a pattern" : ""));
    }
  }

  private void checkSource(Problems problems) {
    if (value == null && !given(fromAttribute) && !given(fromContext) && defaultValue == null) {
      problems.error(
          "value", "missing; %s needs value, from_attribute or from_context".formatted(action));
    }
    if (value != null && given(fromAttribute)) {
      problems.error("from_attribute", "stands beside value; remove one of the two");
    }
    if (given(fromContext) && (value != null || given(fromAttribute))) {
      problems.error(
          "from_context",
          "stands beside %s; remove one of the two"
              .formatted(value != null ? "value" : "from_attribute"));
    }
    if (fromContext != null && given(fromContext)) {
      CallerValue.problem(fromContext).ifPresent(why -> problems.error("from_context", why));
    }
    checkValue(problems, "value", value);
    checkValue(problems, "default_value", defaultValue);
  }

  private static void checkValue(Problems problems, String name, @Nullable Object value) {
    try {
      WireValue.of(value);
    } catch (IllegalArgumentException e) {
      problems.error(name, "is no value: " + e.getMessage());
    }
  }

  private void unusedSource(Problems problems) {
    unused(problems, "value", value);
    unused(problems, "from_attribute", fromAttribute);
    unused(problems, "from_context", fromContext);
    unused(problems, "default_value", defaultValue);
  }

  private void unused(Problems problems, String name, @Nullable Object setting) {
    if (given(setting)) {
      problems.error(name, "%s does not use it; remove it".formatted(action));
    }
  }

  private void checkGroups(Problems problems) {
    if (pattern == null || pattern.isEmpty()) {
      problems.error("pattern", "missing; extract needs one with named groups: (?P<name>...)");
      return;
    }
    if (!checkPattern(problems)) {
      return;
    }
    Pattern compiled = Pattern.compile(pattern);
    int groups = compiled.groupCount();
    if (groups == 0) {
      problems.error("pattern", "has no groups; name what to extract: (?P<name>...)");
    } else if (compiled.namedGroups().size() < groups) {
      problems.error(
          "pattern", "has a group without a name; write (?P<name>...), or (?:...) to extract none");
    }
  }

  /** Reports a pattern that cannot be used; whether there is one that can. */
  private boolean checkPattern(Problems problems) {
    if (pattern == null || pattern.isEmpty()) {
      return false;
    }
    Optional<String> problem = TextPatterns.problem(pattern);
    problem.ifPresent(why -> problems.error("pattern", why));
    return problem.isEmpty();
  }
}
