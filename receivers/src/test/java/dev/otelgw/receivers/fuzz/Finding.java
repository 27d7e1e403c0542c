package dev.otelgw.receivers.fuzz;

import org.jspecify.annotations.Nullable;

/** Something that must not happen has happened. */
final class Finding extends RuntimeException {
  private static final long serialVersionUID = 1;

  Finding(String message) {
    this(message, null);
  }

  Finding(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Not worth a library.
  static void unless(boolean right, String message, Object... values) {
    if (!right) {
      throw new Finding(message.formatted(values));
    }
  }
}
