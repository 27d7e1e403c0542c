package dev.otelgw.pipeline.config;

/**
 * An address to listen on or to speak to, as configurations write it: {@code host:port}, {@code
 * :port} or {@code [address]:port}.
 *
 * @param host a name or an address, without brackets; empty for every address of the machine
 * @param port 0 to 65535; 0 for any free one
 */
public record HostPort(String host, int port) {

  /**
   * Reads the text of a configuration.
   *
   * @throws IllegalArgumentException with what is wrong, as the end of a sentence about the key
   */
  public static HostPort parse(String text) {
    if (text.contains("://")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has a scheme, which does not belong here");
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new IllegalArgumentException(
          text.isBlank() ? "is empty" : "\"" + text + "\" has no port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" needs brackets around its IPv6 address: [::1]:4317");
    }
    return new HostPort(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    int port = -1;
    if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(Character::isDigit)) {
      port = Integer.parseInt(digits);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port \"%s\" in \"%s\" is not a number from 0 to 65535".formatted(digits, text));
    }
    return port;
  }

  /** Reports what is wrong with {@code text} at {@code key}, and how it should look. */
  public static void check(String key, String text, String example, Problems problems) {
    try {
      parse(text);
    } catch (IllegalArgumentException e) {
      problems.error(key, "%s; write host:port, for example %s".formatted(e.getMessage(), example));
    }
  }

  /** As configurations write it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
