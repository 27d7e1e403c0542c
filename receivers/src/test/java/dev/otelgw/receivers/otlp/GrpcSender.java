package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A gRPC client of bytes, that may compress in any way. */
final class GrpcSender implements AutoCloseable {

  interface Wrapper {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final ManagedChannel channel;
  private final CallOptions options;

  GrpcSender(int port) {
    this(port, null, out -> out);
  }

  /** Compresses under this name, or not at all without one. */
  GrpcSender(int port, @Nullable String encoding, Wrapper wrapper) {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
    if (encoding != null) {
      CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
      compressors.register(Codec.Identity.NONE);
      compressors.register(new Named(encoding, wrapper));
      builder.compressorRegistry(compressors);
    }
    channel = builder.build();
    options =
        encoding == null ? CallOptions.DEFAULT : CallOptions.DEFAULT.withCompression(encoding);
  }

  /** Over TLS. */
  GrpcSender(int port, ClientTlsConfig tls) {
    this(
        NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(TlsClients.forGrpc(tls)),
        CallOptions.DEFAULT);
  }

  GrpcSender(NettyChannelBuilder builder, CallOptions options) {
    this.channel = builder.build();
    this.options = options;
  }

  private record Named(String encoding, Wrapper wrapper) implements io.grpc.Compressor {
    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return wrapper.around(out);
    }
  }

  static MethodDescriptor<byte[], byte[]> export(Signal signal) {
    return method(GrpcServices.name(signal) + "/Export");
  }

  static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.newBuilder(BYTES, BYTES)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(name)
        .build();
  }

  /** Throws StatusRuntimeException where the answer is not OK. */
  byte[] send(Signal signal, byte[] request) {
    return call(export(signal), request);
  }

  byte[] call(MethodDescriptor<byte[], byte[]> method, byte[] request) {
    return ClientCalls.blockingUnaryCall(channel, method, options, request);
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
