package dev.otelgw.bench.message;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The export methods of OTLP/gRPC with messages as byte arrays: nothing is parsed on the way. */
public final class Grpc {

  private Grpc() {}

  /** The export method of a signal. */
  public static MethodDescriptor<byte[], byte[]> export(Signal signal) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(signal.service(), "Export"))
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new KnownBytes(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try (stream) {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw Status.INTERNAL
            .withDescription("message cannot be read")
            .withCause(e)
            .asRuntimeException();
      }
    }
  }

  /** Tells the framer its length, which spares a copy. */
  private static final class KnownBytes extends ByteArrayInputStream implements KnownLength {

    KnownBytes(byte[] bytes) {
      super(bytes);
    }
  }
}
