package dev.otelgw.pipeline.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** One handshake between two sides over a real socket to {@code localhost}. */
record Handshake(SSLSession client, SSLSession server) {

  private static final int PATIENCE_MILLIS = 10_000;

  /** Throws what the client saw where it fails; what the server saw where the client saw little. */
  static Handshake between(Tls client, Tls server) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket listening = new ServerSocket(0, 1, here);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<SSLSession> served = threads.submit(() -> serve(server, listening.accept()));
      try {
        SSLSession connected = connect(client, new Socket(here, listening.getLocalPort()));
        return new Handshake(connected, served.get());
      } catch (SSLException e) {
        throw e;
      } catch (IOException e) {
        // In TLS 1.3 a server refuses our certificate when we may be writing already.
        throw asSeenBy(served, e);
      }
    }
  }

  private static IOException asSeenBy(Future<SSLSession> served, IOException otherwise)
      throws InterruptedException {
    try {
      served.get();
      return otherwise;
    } catch (ExecutionException e) {
      return e.getCause() instanceof SSLException refused ? refused : otherwise;
    }
  }

  private static SSLSession connect(Tls tls, Socket plain) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.sockets().createSocket(plain, "localhost", plain.getPort(), true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write(1);
      if (socket.getInputStream().read() != 1) {
        throw new IOException("closed without a word");
      }
      return socket.getSession();
    }
  }

  private static SSLSession serve(Tls tls, Socket plain) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.sockets().createSocket(plain, "", plain.getPort(), true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write(socket.getInputStream().read());
      return socket.getSession();
    }
  }

  X509Certificate ofServer() throws SSLException {
    return (X509Certificate) client.getPeerCertificates()[0];
  }

  X509Certificate ofClient() throws SSLException {
    return (X509Certificate) server.getPeerCertificates()[0];
  }
}
