package dev.otelgw.pipeline.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A context whose engines and sockets are of the newest generation, on the configured terms. */
final class RenewedContext extends SSLContext {

  /**
   * Stands before the generations.
   *
   * @param client on which side of connections we are
   * @param parameters new ones at each call
   * @param peer the name to ask for instead of the caller's; empty for the caller's
   */
  RenewedContext(Renewal renewal, boolean client, Supplier<SSLParameters> parameters, String peer) {
    super(
        new Newest(renewal, client, parameters, peer),
        renewal.current().context().getProvider(),
        renewal.current().context().getProtocol());
  }

  private static final class Newest extends SSLContextSpi {

    private final Renewal renewal;
    private final boolean client;
    private final Supplier<SSLParameters> parameters;
    private final String peer;

    Newest(Renewal renewal, boolean client, Supplier<SSLParameters> parameters, String peer) {
      this.renewal = renewal;
      this.client = client;
      this.parameters = parameters;
      this.peer = peer;
    }

    private SSLContext now() {
      return renewal.current().context();
    }

    private SSLEngine tuned(SSLEngine engine) {
      engine.setUseClientMode(client);
      engine.setSSLParameters(parameters.get());
      return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return peer.isEmpty() ? tuned(now().createSSLEngine()) : engineCreateSSLEngine(peer, -1);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return tuned(now().createSSLEngine(peer.isEmpty() ? host : peer, port));
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(this);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new UnsupportedOperationException("servers use engines here");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return now().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return now().getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return parameters.get();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return now().getSupportedSSLParameters();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new UnsupportedOperationException("made ready for use");
    }
  }

  /** Layers TLS over connected sockets, and connects none itself. */
  private static final class Sockets extends SSLSocketFactory {

    private final Newest newest;

    Sockets(Newest newest) {
      this.newest = newest;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      String name = newest.peer.isEmpty() ? host : newest.peer;
      SSLSocket layered =
          (SSLSocket) newest.now().getSocketFactory().createSocket(socket, name, port, autoClose);
      layered.setUseClientMode(newest.client);
      layered.setSSLParameters(newest.parameters.get());
      return layered;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return newest.parameters.get().getCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return newest.now().getSocketFactory().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw connectFirst();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw connectFirst();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw connectFirst();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
      throw connectFirst();
    }

    private static UnsupportedOperationException connectFirst() {
      return new UnsupportedOperationException(
          "connect a socket, then createSocket(socket, host, port, autoClose)");
    }
  }
}
