package dev.otelgw.receivers.otlp;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Signal;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that speaks single frames of HTTP/2 (RFC 9113, section 4.1). */
final class RawHttp2 implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int SMALL_WINDOW = 8192;

  record Frame(int type, int flags, ByteString payload) {}

  private final Socket socket;
  private final DataInputStream in;

  /** With the preface and empty settings sent. */
  RawHttp2(int port) throws IOException {
    this(port, new byte[0]);
  }

  /** With the preface and these settings sent. */
  RawHttp2(int port, byte[] settings) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(30_000);
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, settings);
  }

  void send(int type, int flags, byte[] payload) throws IOException {
    send(frame(type, flags, 0, payload));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt((payload.length << 8) | type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** Many frames in one piece. */
  static byte[] join(byte[]... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  /** A header block of literals (RFC 7541, 6.2.2) that begins an Export call of traces. */
  static byte[] exportHeaders() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    literal(out, ":method", "POST");
    literal(out, ":scheme", "http");
    literal(out, ":path", "/" + GrpcServices.name(Signal.TRACES) + "/Export");
    literal(out, ":authority", "test");
    literal(out, "content-type", "application/grpc");
    literal(out, "te", "trailers");
    return out.toByteArray();
  }

  private static void literal(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
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
