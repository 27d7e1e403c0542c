package dev.otelgw.scrapers.postgresql;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** The sockets of sessions. Made by pgjdbc, by its name, within {@link Dial#open}. */
public final class DialSockets extends SocketFactory {

  private final Dial dial = Dial.current();

  /** For pgjdbc. */
  public DialSockets() {}

  /** Not connected. */
  @Override
  public Socket createSocket() {
    return dial.opened(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw refusal();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw refusal();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw refusal();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw refusal();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("only sockets that are not connected yet");
  }
}
