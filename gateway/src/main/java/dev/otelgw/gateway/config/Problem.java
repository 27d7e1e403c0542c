package dev.otelgw.gateway.config;

/**
 * Something wrong, or strange, in a configuration.
 *
 * @param position where
 * @param path the key's way from the top, dotted; empty for a whole file
 * @param message what is wrong, and the cure; one line
 */
public record Problem(Position position, String path, String message) {

  /** One line: {@code otelgw.yaml:3:7 receivers.otlp.endpont: unknown key; ...}. */
  @Override
  public String toString() {
    return position + "  " + (path.isEmpty() ? message : path + ": " + message);
  }
}
