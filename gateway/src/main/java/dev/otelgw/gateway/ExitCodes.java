package dev.otelgw.gateway;

/** What the process ends with; listed by {@code --help}. */
final class ExitCodes {

  static final int OK = 0;

  /** Could not start, or is not ready. */
  static final int FAILED = 1;

  /** Wrong options or wrong configuration. */
  static final int USAGE = 2;

  private ExitCodes() {}
}
