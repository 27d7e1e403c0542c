package dev.otelgw.gateway.config;

/**
 * Where a value was written.
 *
 * @param file the file as the user named it, or the option: {@code --set a.b}
 * @param line counted from 1; 0 where there are no lines
 * @param column counted from 1; 0 where there are no lines
 */
public record Position(String file, int line, int column) {

  /** A whole file, or an option of the command line. */
  static Position of(String file) {
    return new Position(file, 0, 0);
  }

  /** {@code otelgw.yaml:3:7}, or {@code --set a.b}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
