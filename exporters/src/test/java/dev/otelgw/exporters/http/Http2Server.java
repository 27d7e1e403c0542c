package dev.otelgw.exporters.http;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * As much of HTTP/2 (RFC 9113) over TLS as it takes to read the body of one request and answer 200.
 */
final class Http2Server implements AutoCloseable {

  private static final int PREFACE = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** HPACK's static table (RFC 7541, appendix A): {@code :status: 200}. */
  private static final byte STATUS_200 = (byte) 0x88;

  private final SSLServerSocket server;
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final AtomicInteger pings = new AtomicInteger();
  private volatile boolean ended;

  /** Offering no other protocol; of TLS the versions given, or all. */
  Http2Server(SSLContext tls, String... versions) throws IOException {
    server =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    if (versions.length > 0) {
      parameters.setProtocols(versions);
    }
    server.setSSLParameters(parameters);
    thread.execute(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The body of the request, once it is there. */
  CompletableFuture<byte[]> body() {
    return body;
  }

  /** Pings that came, none of which is answered. */
  int pings() {
    return pings.get();
  }

  /** Whether the connection has ended. */
  boolean ended() {
    return ended;
  }

  private void serve() {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      in.readNBytes(PREFACE);
      frame(out, SETTINGS, 0, 0);
      body.complete(request(in));
      frame(out, HEADERS, END_STREAM | END_HEADERS, 3, STATUS_200);
      while (true) {
        if (next(in).type() == PING) {
          pings.incrementAndGet();
        }
      }
    } catch (IOException e) {
      body.completeExceptionally(e);
    } finally {
      ended = true;
    }
  }

  /** Reads frames to the end of the first request, which OkHttp sends on stream 3. */
  private static byte[] request(DataInputStream in) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (true) {
      Frame frame = next(in);
      if (frame.type() == DATA) {
        frame.payload().writeTo(data);
        if ((frame.flags() & END_STREAM) != 0) {
          return data.toByteArray();
        }
      }
    }
  }

  private record Frame(int type, int flags, ByteString payload) {}

  private static Frame next(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    in.readInt();
    return new Frame(type, flags, ByteString.copyFrom(in.readNBytes(length)));
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte... payload)
      throws IOException {
    byte[] head = {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream};
    out.write(head);
    out.write(payload);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.shutdownNow();
  }
}
