package dev.otelgw.exporters.otlpgrpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hands on one connection to a port, until it is cut: then it swallows everything in silence. */
final class DeadWire implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final int to;
  private volatile boolean cut;
  private volatile Runnable whenClosed = () -> {};

  DeadWire(int to) throws IOException {
    this.to = to;
    Thread.ofVirtual().start(this::connect);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Nothing passes any more. */
  void cut(Runnable onClose) {
    whenClosed = onClose;
    cut = true;
  }

  private void connect() {
    try (Socket client = server.accept();
        Socket backend = new Socket(InetAddress.getLoopbackAddress(), to)) {
      Thread back = Thread.ofVirtual().start(() -> pump(backend, client));
      pump(client, backend);
      if (cut) {
        whenClosed.run();
      }
      back.interrupt();
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket into) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!cut) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Closed by either side.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
