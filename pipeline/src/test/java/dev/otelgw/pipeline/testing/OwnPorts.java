package dev.otelgw.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ports of 127.0.0.1 for servers of other processes, or for nobody. A port that was merely found
 * free may be anybody's a moment later; the system gives these to nobody else as long as this
 * process runs. Connections to one are refused until a server is started on it by its number, and
 * again when that has ended: servers on Unix reuse addresses, and what holds the port never
 * listens.
 */
public final class OwnPorts {

  private static final List<Socket> HELD = new CopyOnWriteArrayList<>();

  private OwnPorts() {}

  /** One that nobody had. */
  public static int next() {
    Socket holder = new Socket();
    HELD.add(holder);
    try {
      holder.setReuseAddress(true);
      holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return holder.getLocalPort();
  }
}
