package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Grpc;
import dev.otelgw.bench.message.Messages;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** OTLP/gRPC without TLS: a few connections used in turn, one event loop, bodies already packed. */
final class GrpcTransport implements Transport {

  /** As OpenTelemetry's SDKs have it (OTEL_EXPORTER_OTLP_TIMEOUT). */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("load/grpc", true), NioIoHandler.newFactory());
  private final List<ManagedChannel> channels;
  private final AtomicInteger turn = new AtomicInteger();
  private final MethodDescriptor<byte[], byte[]> method;
  private final CallOptions options;

  GrpcTransport(InetSocketAddress address, int connections, Messages.Shape shape) {
    method = Grpc.export(shape.signal());
    options =
        shape.compression() == Compression.NONE
            ? CallOptions.DEFAULT
            : CallOptions.DEFAULT.withCompression(shape.compression().coding());
    channels = Stream.generate(() -> open(address)).limit(connections).toList();
  }

  private ManagedChannel open(InetSocketAddress address) {
    CompressorRegistry packed = CompressorRegistry.newEmptyInstance();
    packed.register(new Packed(Compression.GZIP.coding()));
    packed.register(new Packed(Compression.ZSTD.coding()));
    return NettyChannelBuilder.forAddress(address)
        .usePlaintext()
        .directExecutor()
        .eventLoopGroup(loop)
        .channelType(NioSocketChannel.class)
        .compressorRegistry(packed)
        .build();
  }

  @Override
  public void send(byte[] body, Consumer<Answer> answered) {
    ManagedChannel channel = channels.get(Math.floorMod(turn.getAndIncrement(), channels.size()));
    ClientCall<byte[], byte[]> call =
        channel.newCall(method, options.withDeadlineAfter(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS));
    call.start(new Answering(answered), new Metadata());
    call.request(2);
    call.sendMessage(body);
    call.halfClose();
  }

  @Override
  public void wake() {
    channels.forEach(ManagedChannel::resetConnectBackoff);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels) {
      try {
        channel.awaitTermination(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static final class Answering extends ClientCall.Listener<byte[]> {

    private final Consumer<Answer> answered;
    private byte @Nullable [] response;

    Answering(Consumer<Answer> answered) {
      this.answered = answered;
    }

    @Override
    public void onMessage(byte[] message) {
      response = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      answered.accept(answer(status));
    }

    private Answer answer(Status status) {
      String code = status.getCode().name();
      String words = Objects.requireNonNullElse(status.getDescription(), "");
      return switch (status.getCode()) {
        case OK -> response == null ? Answer.failed("no message") : Answer.ok(response);
        case UNAVAILABLE, RESOURCE_EXHAUSTED -> Answer.refused(code, words);
        default -> Answer.failed(code, words);
      };
    }
  }

  /** Names an encoding and leaves the bytes alone: the bodies come packed. */
  private record Packed(String coding) implements Compressor {

    @Override
    public String getMessageEncoding() {
      return coding;
    }

    @Override
    public OutputStream compress(OutputStream out) {
      return out;
    }
  }
}
