package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code from_context} names.
 *
 * @param name as {@link Caller#values} takes it
 */
record CallerValue(String name) {

  private static final String METADATA = "metadata.";
  private static final String AUTH = "auth.";

  /** By a name of the Collector's. There, one without a prefix is that of a header, too. */
  static CallerValue of(String name) {
    return new CallerValue(name.contains(".") ? name : METADATA + name);
  }

  /** What is wrong with a name; empty if nothing is. */
  static Optional<String> problem(String name) {
    if (name.equals("auth.raw")) {
      return Optional.of(
          "\"auth.raw\" holds the password and is not kept here; auth.username has the name");
    }
    boolean header = name.startsWith(METADATA) && name.length() > METADATA.length();
    boolean attribute = name.startsWith(AUTH) && name.length() > AUTH.length();
    if (header || attribute || name.equals("client.address") || !name.contains(".")) {
      return Optional.empty();
    }
    return Optional.of(
        "\"%s\" is unknown; use metadata.<header>, auth.<attribute> or client.address"
            .formatted(name));
  }

  /** The value, several joined with a semicolon as in the Collector; null where there is none. */
  @Nullable String in(Caller caller) {
    List<String> values = caller.values(name);
    return values.isEmpty() ? null : String.join(";", values);
  }
}
