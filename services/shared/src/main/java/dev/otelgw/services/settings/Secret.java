package dev.otelgw.services.settings;

/**
 * A value that must not be seen: it prints as {@code ***}.
 *
 * @param value what it is, for whoever needs it
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
