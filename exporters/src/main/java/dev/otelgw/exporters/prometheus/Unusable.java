package dev.otelgw.exporters.prometheus;

/** A point that cannot be shown; the message says why, as the end of a sentence about it. */
final class Unusable extends Exception {

  private static final long serialVersionUID = 1;

  Unusable(String message) {
    super(message, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
