package dev.otelgw.receivers.otlp;

import com.google.protobuf.ByteString;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that speaks single frames of HTTP/2 (RFC 9113, section 4.1). */
final class RawHttp2 implements AutoCloseable {

  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;

  record Frame(int type, int flags, ByteString payload) {}

  private final Socket socket;
  private final DataInputStream in;

  /** With the preface and empty settings sent. */
  RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, new byte[0]);
  }

  void send(int type, int flags, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(0).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** The next frame, or null at the end of the connection. */
  @Nullable Frame next() throws IOException {
    try {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      if (stream < 0) {
        throw new IOException("no frame of HTTP/2");
      }
      ByteString payload = ByteString.copyFrom(in.readNBytes(lengthAndType >>> 8));
      return new Frame(lengthAndType & 0xff, flags, payload);
    } catch (EOFException e) {
      return null;
    }
  }

  /** The next frame of a type; the others before it are skipped. */
  @Nullable Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame != null && frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
