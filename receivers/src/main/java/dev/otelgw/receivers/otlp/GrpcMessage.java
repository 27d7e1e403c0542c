package dev.otelgw.receivers.otlp;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A message as it came: an array of its own, copied once, still compressed if it came so.
 *
 * <p>gRPC would expand messages on the event loop. So the decompressors registered here pass
 * everything through, and the request's own thread expands.
 */
final class GrpcMessage {

  /** Requests: bytes that are not looked at. */
  static final MethodDescriptor.Marshaller<GrpcMessage> REQUESTS = new Requests();

  /** Responses: bytes that are written elsewhere. */
  static final MethodDescriptor.Marshaller<byte[]> RESPONSES = new Responses();

  private final byte[] bytes;
  private final boolean compressed;

  private GrpcMessage(byte[] bytes, boolean compressed) {
    this.bytes = bytes;
    this.compressed = compressed;
  }

  /** The bytes, nobody else's. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether the message's compressed flag was set. */
  boolean compressed() {
    return compressed;
  }

  /** Registers names whose messages are left as they are. */
  static DecompressorRegistry passingThrough(Iterable<String> encodings) {
    DecompressorRegistry registry = DecompressorRegistry.emptyInstance();
    for (String encoding : encodings) {
      registry = registry.with(new PassThrough(encoding), true);
    }
    return registry;
  }

  private record PassThrough(String encoding) implements Decompressor {
    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public InputStream decompress(InputStream in) {
      return new Compressed(in);
    }
  }

  /** Has no {@link KnownLength}, which is how a message says that it is compressed. */
  private static final class Compressed extends FilterInputStream {
    Compressed(InputStream in) {
      super(in);
    }
  }

  private static final class Requests implements MethodDescriptor.Marshaller<GrpcMessage> {
    @Override
    public GrpcMessage parse(InputStream in) {
      try {
        // Both kinds of stream read from the buffers of the whole message, so all is available.
        byte[] bytes = new byte[in.available()];
        in.readNBytes(bytes, 0, bytes.length);
        return new GrpcMessage(bytes, !(in instanceof KnownLength));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InputStream stream(GrpcMessage message) {
      throw new UnsupportedOperationException("a receiver sends no requests");
    }
  }

  private static final class Responses implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public byte[] parse(InputStream in) {
      throw new UnsupportedOperationException("a receiver gets no responses");
    }

    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }
  }
}
