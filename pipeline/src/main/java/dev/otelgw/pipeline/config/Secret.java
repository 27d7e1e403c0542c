package dev.otelgw.pipeline.config;

import java.util.Objects;

/** A value that must never be shown. It prints as {@code ***}. */
public final class Secret {

  private final String value;

  /** Hides {@code value}. */
  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value itself: for the one place that sends it, never for a message. */
  public String reveal() {
    return value;
  }

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "***";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
