package dev.otelgw.exporters.otlpgrpc;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Signal;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The Export methods of OTLP's three services, without generated code: bytes out, bytes in. */
final class Export {

  static final MethodDescriptor<Payload, ByteString> TRACES =
      method("opentelemetry.proto.collector.trace.v1.TraceService");
  static final MethodDescriptor<Payload, ByteString> METRICS =
      method("opentelemetry.proto.collector.metrics.v1.MetricsService");
  static final MethodDescriptor<Payload, ByteString> LOGS =
      method("opentelemetry.proto.collector.logs.v1.LogsService");

  private Export() {}

  static MethodDescriptor<Payload, ByteString> of(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case METRICS -> METRICS;
      case LOGS -> LOGS;
    };
  }

  private static MethodDescriptor<Payload, ByteString> method(String service) {
    return MethodDescriptor.newBuilder(new Requests(), new Responses())
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
        .build();
  }

  private static final class Requests implements MethodDescriptor.Marshaller<Payload> {
    @Override
    public InputStream stream(Payload payload) {
      return new Outgoing(payload);
    }

    @Override
    public Payload parse(InputStream in) {
      throw new UnsupportedOperationException("an exporter gets no requests");
    }
  }

  private static final class Responses implements MethodDescriptor.Marshaller<ByteString> {
    @Override
    public InputStream stream(ByteString message) {
      throw new UnsupportedOperationException("an exporter sends no responses");
    }

    @Override
    public ByteString parse(InputStream in) {
      try {
        return ByteString.readFrom(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Knows its length and writes itself, which is how gRPC frames a message in a single copy. */
  private static final class Outgoing extends InputStream implements Drainable, KnownLength {
    private final Payload payload;

    Outgoing(Payload payload) {
      this.payload = payload;
    }

    @Override
    public int available() {
      return payload.size();
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      payload.writeTo(target);
      return payload.size();
    }

    @Override
    public int read() {
      throw notDrained();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      throw notDrained();
    }

    private static UnsupportedOperationException notDrained() {
      return new UnsupportedOperationException("gRPC drains what can be drained");
    }
  }
}
