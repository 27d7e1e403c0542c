package dev.otelgw.scrapers.scraping;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts, and answers each connection with the same words, or with none. */
public final class SilentServer implements AutoCloseable {

  private final ServerSocket socket;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  /** Starts one on a free port. */
  public SilentServer(String words) throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(words));
  }

  private void serve(String words) {
    try {
      while (true) {
        Socket client = socket.accept();
        accepted.add(client);
        client.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  /** Where it listens. */
  public String endpoint() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : accepted) {
      client.close();
    }
  }
}
