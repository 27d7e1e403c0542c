package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.Problems;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where to listen.
 *
 * @param host a name or an address; empty for every address of the machine
 * @param port 0 for any free one
 */
record Endpoint(String host, int port) {

  /**
   * Reads {@code host:port}, {@code :port} or {@code [address]:port}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static Endpoint parse(String text) {
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
    return new Endpoint(host, port(text, text.substring(colon + 1)));
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
  static void check(String key, String text, String example, Problems problems) {
    try {
      parse(text);
    } catch (IllegalArgumentException e) {
      problems.error(key, e.getMessage() + "; write host:port, for example " + example);
    }
  }

  /**
   * The address to bind, with the host looked up.
   *
   * @throws StartException where there is no such host
   */
  InetSocketAddress resolve(ComponentId id, String key) {
    try {
      return host.isEmpty()
          ? new InetSocketAddress(port)
          : new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new StartException(
          "%s: cannot listen on %s:%d (%s): there is no host of this name; use an address"
              .formatted(id, host, port, key),
          e);
    }
  }

  /** What to tell the user when binding failed. */
  static StartException cannotListen(
      ComponentId id, String key, InetSocketAddress address, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof SocketException)) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    String words;
    if (lower.contains("in use")) {
      words = "address already in use; stop the other process or choose another port";
    } else if (lower.contains("assign")) {
      words = "this machine has no such address; use one of its own, or 0.0.0.0 for all";
    } else if (lower.contains("permission")) {
      words = "not permitted; choose a port above 1023";
    } else {
      words = said;
    }
    return new StartException(
        "%s: cannot listen on %s (%s): %s".formatted(id, text(address), key, words), failure);
  }

  /** {@code 127.0.0.1:4317}, {@code [::1]:4317}. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
