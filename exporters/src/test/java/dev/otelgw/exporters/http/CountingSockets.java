package dev.otelgw.exporters.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on to another port and counts them. */
final class CountingSockets implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private CountingSockets(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static CountingSockets to(int port) throws IOException {
    CountingSockets sockets =
        new CountingSockets(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    sockets.threads.execute(sockets::listen);
    return sockets;
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  /** Connections that the client has not closed. */
  int open() {
    return accepted.get() - closed.get();
  }

  private void listen() {
    try {
      while (!server.isClosed()) {
        Socket near = server.accept();
        accepted.incrementAndGet();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> {
          pass(near, far);
          closed.incrementAndGet();
        });
        threads.execute(() -> pass(far, near));
      }
    } catch (SocketException _) {
      threads.shutdown(); // Closed: no more connections to come.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException _) {
      return; // One side hung up; both are closed now.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
