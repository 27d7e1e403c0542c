package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;

/** From a configured endpoint to an address that can be bound. */
final class ListenAddress {

  private ListenAddress() {}

  /**
   * The address to bind, with the host looked up.
   *
   * @throws StartException where there is no such host
   */
  static InetSocketAddress resolve(HostPort endpoint, ComponentId id, String key) {
    try {
      return endpoint.host().isEmpty()
          ? new InetSocketAddress(endpoint.port())
          : new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
    } catch (UnknownHostException e) {
      throw new StartException(
          "%s: cannot listen on %s (%s): there is no host of this name; use an address"
              .formatted(id, endpoint, key),
          e);
    }
  }

  /** What to tell the user when binding failed. */
  static StartException cannotListen(
      ComponentId id, String key, SocketAddress address, Throwable failure) {
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
  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress ip
        ? new HostPort(ip.getAddress().getHostAddress(), ip.getPort()).toString()
        : address.toString();
  }
}
