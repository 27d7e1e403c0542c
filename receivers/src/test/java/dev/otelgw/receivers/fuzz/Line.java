package dev.otelgw.receivers.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Random;

/** A connection on which bytes are sent and everything that comes back is collected. */
final class Line implements AutoCloseable {

  /** What a receiver may take for an answer, or for closing a connection that has ended. */
  private static final int PATIENCE_MILLIS = 60_000;

  private static final int MOST = 1 << 20;

  private final Socket socket = new Socket();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  /**
   * Connects from one of many loopback addresses, so that ports do not run out.
   *
   * @param random for the address
   */
  Line(int port, Random random) throws IOException {
    byte[] from = {
      127, (byte) random.nextInt(256), (byte) random.nextInt(256), (byte) (1 + random.nextInt(254))
    };
    socket.setTcpNoDelay(true);
    socket.setSoLinger(true, 0);
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
  }

  /**
   * Sends, says that this was all, and takes what comes until the other side closes.
   *
   * @param waitMillis how long to wait for the beginning of an answer before the end is said
   */
  byte[] exchange(byte[] bytes, int waitMillis) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
      if (waitMillis > 0) {
        read(waitMillis, 1);
      }
      socket.shutdownOutput();
      read(PATIENCE_MILLIS, MOST);
    } catch (SocketTimeoutException e) {
      throw new Finding("the connection was not closed within " + PATIENCE_MILLIS + " ms", e);
    } catch (IOException _) {
      // Cut by the other side, which is its right.
    }
    return received.toByteArray();
  }

  /** Sends, and takes what comes until {@code enough} is true of it. */
  byte[] ask(byte[] bytes, java.util.function.Predicate<byte[]> enough) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.setSoTimeout(PATIENCE_MILLIS);
    InputStream in = socket.getInputStream();
    byte[] chunk = new byte[4096];
    while (!enough.test(received.toByteArray())) {
      int n = in.read(chunk);
      if (n < 0) {
        break;
      }
      received.write(chunk, 0, n);
    }
    return received.toByteArray();
  }

  /** At least {@code wanted} bytes, or all there are; a short wait may end without. */
  private void read(int millis, int wanted) throws IOException {
    socket.setSoTimeout(millis);
    byte[] chunk = new byte[4096];
    try {
      while (received.size() < wanted) {
        int n = socket.getInputStream().read(chunk);
        if (n < 0) {
          return;
        }
        received.write(chunk, 0, n);
      }
    } catch (SocketTimeoutException e) {
      if (millis == PATIENCE_MILLIS) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
