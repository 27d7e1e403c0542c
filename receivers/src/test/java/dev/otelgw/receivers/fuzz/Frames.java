package dev.otelgw.receivers.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames of HTTP/2 (RFC 9113, section 4.1), made and read. Stateless. */
final class Frames {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** A number that is no status: there is none. */
  static final int NO_STATUS = -1;

  private static final int HEAD = 9;
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
  record Frame(int type, int flags, int stream, byte[] payload) {}

  private Frames() {}

  /** What a client begins with. */
  static byte[] preface() {
    return PREFACE.clone();
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(HEAD + payload.length)
        .putInt((payload.length << 8) | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** A header block of literals, none of them remembered (RFC 7541, 6.2.2). */
  static byte[] block(List<Map.Entry<String, String>> headers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    headers.forEach(header -> {
      out.write(0);
      string(out, header.getKey());
      string(out, header.getValue());
    });
    return out.toByteArray();
  }

  /** RFC 7541, 5.1 and 5.2, without Huffman's code. */
  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    int length = bytes.length;
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      length -= 127;
      while (length >= 128) {
        out.write((length & 127) | 128);
        length >>>= 7;
      }
      out.write(length);
    }
    out.writeBytes(bytes);
  }

  /** The head of an Export call. */
  static List<Map.Entry<String, String>> callHeaders(String path) {
    return new ArrayList<>(
        List.of(
            Map.entry(":method", "POST"),
            Map.entry(":scheme", "http"),
            Map.entry(":path", path),
            Map.entry(":authority", "fuzz"),
            Map.entry("content-type", "application/grpc"),
            Map.entry("te", "trailers")));
  }

  /** All whole frames in the bytes. */
  static List<Frame> read(byte[] bytes) {
    List<Frame> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.remaining() >= HEAD) {
      int lengthAndType = in.getInt();
      int flags = in.get() & 0xff;
      int stream = in.getInt();
      int length = lengthAndType >>> 8;
      if (length > in.remaining()) {
        break;
      }
      byte[] payload = new byte[length];
      in.get(payload);
      frames.add(new Frame(lengthAndType & 0xff, flags, stream, payload));
    }
    return frames;
  }

  /** The grpc-status that ends stream 1; {@link #NO_STATUS} where none came yet. */
  static int grpcStatus(byte[] received) {
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    for (Frame frame : read(received)) {
      if (frame.type() == HEADERS) {
        CharSequence status = headers(decoder, frame).get("grpc-status");
        if (frame.stream() == 1 && status != null) {
          return Integer.parseInt(status.toString());
        }
      }
    }
    return NO_STATUS;
  }

  /** Whether the stream or the connection has been ended without a status. */
  static boolean cut(byte[] received) {
    return read(received).stream()
        .anyMatch(frame -> frame.type() == RST_STREAM || frame.type() == GOAWAY);
  }

  private static Http2Headers headers(DefaultHttp2HeadersDecoder decoder, Frame frame) {
    @Nullable ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
    try {
      return decoder.decodeHeaders(frame.stream(), block);
    } catch (Http2Exception e) {
      throw new Finding("the answer's head cannot be read", e);
    } finally {
      block.release();
    }
  }
}
