package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId.Kind;
import java.util.Locale;

/** Words for the kinds of components. */
final class Kinds {

  private Kinds() {}

  /** {@code exporter}. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** {@code an exporter}. */
  static String one(Kind kind) {
    return ("aeiou".indexOf(word(kind).charAt(0)) < 0 ? "a " : "an ") + word(kind);
  }

  /** {@code exporters}: the section. */
  static String section(Kind kind) {
    return word(kind) + "s";
  }
}
