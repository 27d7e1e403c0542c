package dev.otelgw.exporters.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy: tunnels (CONNECT) and requests with whole URLs, with credentials or without. */
public final class TinyProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String authorization;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts one.
   *
   * @param authorization value of Proxy-Authorization that is asked for; empty: none
   */
  public TinyProxy(String authorization) throws IOException {
    this.authorization = authorization;
    threads.execute(this::listen);
  }

  /** Port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** First lines of the requests that came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void listen() {
    try {
      while (!server.isClosed()) {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (SocketException _) {
      threads.shutdown(); // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket client) {
    try {
      String head = head(client.getInputStream());
      String first = head.lines().findFirst().orElse("");
      requests.add(first);
      if (!authorization.isEmpty() && !head.contains("Proxy-Authorization: " + authorization)) {
        answer(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
        client.close();
        return;
      }
      String[] words = first.split(" ", 3);
      boolean tunnel = words[0].equals("CONNECT");
      URI target = URI.create(tunnel ? "http://" + words[1] : words[1]);
      Socket backend = new Socket(target.getHost(), target.getPort());
      if (tunnel) {
        answer(client, "200 Connection established");
      } else {
        backend.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      }
      threads.execute(() -> CountingSockets.pass(backend, client));
      CountingSockets.pass(client, backend);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    client
        .getOutputStream()
        .write(
            (status.startsWith("200") ? "HTTP/1.1 " + status + "\r\n\r\n" : answer)
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return text;
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
