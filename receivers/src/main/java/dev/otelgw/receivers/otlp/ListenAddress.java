package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A configured endpoint on its way to a socket that listens: a host and port, or a file. */
final class ListenAddress {

  private final ComponentId id;
  private final String key;
  private final String endpoint;
  private final @Nullable UnixSocket unix;

  /**
   * Opens nothing.
   *
   * @param key where the endpoint stands, for messages: {@code protocols.grpc.endpoint}
   */
  ListenAddress(ComponentId id, String key, Transport transport, String endpoint) {
    this.id = id;
    this.key = key;
    this.endpoint = endpoint;
    this.unix =
        switch (transport) {
          case TCP -> null;
          case UNIX -> new UnixSocket(endpoint);
        };
  }

  /** Reports what is wrong with an endpoint, and how it should look. */
  static void check(Transport transport, String endpoint, String example, Problems problems) {
    switch (transport) {
      case UNIX -> UnixSocket.check(endpoint, problems);
      case TCP -> {
        if (endpoint.startsWith("/")) {
          problems.error("endpoint", "\"" + endpoint + "\" is a path; set transport: unix for it");
        } else {
          HostPort.check("endpoint", endpoint, example, problems);
        }
      }
    }
  }

  boolean isUnix() {
    return unix != null;
  }

  /** A new server socket of the right kind. */
  ServerChannel newSocket() {
    return isUnix() ? new NioServerDomainSocketChannel() : new NioServerSocketChannel();
  }

  /**
   * The address to bind: the host looked up, or what an earlier process left at the path removed.
   *
   * @throws StartException where that is not possible
   */
  SocketAddress resolve() {
    if (unix != null) {
      return unix.claim(id, key);
    }
    HostPort address = HostPort.parse(endpoint);
    try {
      return address.host().isEmpty()
          ? new InetSocketAddress(address.port())
          : new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    } catch (UnknownHostException e) {
      throw new StartException(
          "%s: cannot listen on %s (%s): there is no host of this name; use an address"
              .formatted(id, address, key),
          e);
    }
  }

  /** The socket is bound. */
  void bound() {
    if (unix != null) {
      unix.protect(id, key);
    }
  }

  /** The socket is closed. */
  void closed() {
    if (unix != null) {
      unix.remove();
    }
  }

  /** For messages: {@code port 4317}, {@code socket /run/otelgw.sock}. */
  String words(int port) {
    return isUnix() ? "socket " + endpoint : "port " + port;
  }

  /** What to tell the user when binding failed. */
  StartException cannotListen(SocketAddress address, Throwable failure) {
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
      words =
          isUnix()
              ? "not permitted; choose a folder that otelgw may write to"
              : "not permitted; choose a port above 1023";
    } else if (lower.contains("no such file")) {
      words = "there is no such folder; make it";
    } else {
      words = said;
    }
    return new StartException(
        "%s: cannot listen on %s (%s): %s".formatted(id, text(address), key, words), failure);
  }

  /** {@code 127.0.0.1:4317}, {@code [::1]:4317}, {@code /run/otelgw.sock}. */
  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress ip
        ? new HostPort(ip.getAddress().getHostAddress(), ip.getPort()).toString()
        : address.toString();
  }
}
