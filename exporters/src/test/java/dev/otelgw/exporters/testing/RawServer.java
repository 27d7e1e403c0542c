package dev.otelgw.exporters.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every connection with the same bytes, as soon as a first byte came. */
public final class RawServer implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final byte[] answer;

  /** On a free port. */
  public RawServer(byte[] answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::answerAll);
  }

  /** Port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  private void answerAll() {
    boolean answered = true;
    while (answered || !server.isClosed()) {
      answered = answerOne();
    }
  }

  private boolean answerOne() {
    try (Socket socket = server.accept()) {
      if (socket.getInputStream().read() >= 0) {
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        socket.getInputStream().skip(Long.MAX_VALUE);
      }
      return true;
    } catch (IOException _) {
      return false; // The client hung up, or the server was closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
