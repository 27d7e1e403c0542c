package dev.otelgw.pipeline.tls;

import org.jspecify.annotations.Nullable;

/** A certificate or a key cannot be used. The message says why, and the cure where there is one. */
final class BadMaterialException extends Exception {

  private static final long serialVersionUID = 1;

  BadMaterialException(String message) {
    super(message);
  }

  BadMaterialException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What is wrong, as the end of a sentence that names the key. */
  String words() {
    return String.valueOf(getMessage());
  }
}
