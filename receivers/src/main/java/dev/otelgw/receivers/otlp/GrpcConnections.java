package dev.otelgw.receivers.otlp;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the configuration says of single connections, told to gRPC. */
final class GrpcConnections {

  /** Netty does not bear much less: reads fail, and writes wait for ever. */
  private static final int SMALLEST = 1024;

  private static final int FIRST_READ = 2048;

  private GrpcConnections() {}

  static void configure(NettyServerBuilder builder, OtlpGrpcConfig config) {
    builder.maxConcurrentCallsPerConnection(config.mostStreams());
    if (config.readBufferSize() > 0) {
      builder.withChildOption(ChannelOption.RECVBUF_ALLOCATOR, reads(config.readBufferSize()));
    }
    if (config.writeBufferSize() > 0) {
      builder.withChildOption(
          ChannelOption.WRITE_BUFFER_WATER_MARK, writes(config.writeBufferSize()));
    }
    KeepaliveConfig.ServerParameters ours = config.keepalive().serverParameters();
    builder.keepAliveTime(ours.effectiveTime().toNanos(), TimeUnit.NANOSECONDS);
    builder.keepAliveTimeout(ours.effectiveTimeout().toNanos(), TimeUnit.NANOSECONDS);
    builder.maxConnectionIdle(orNever(ours.maxConnectionIdle()), TimeUnit.NANOSECONDS);
    builder.maxConnectionAge(orNever(ours.maxConnectionAge()), TimeUnit.NANOSECONDS);
    builder.maxConnectionAgeGrace(orNever(ours.maxConnectionAgeGrace()), TimeUnit.NANOSECONDS);
    KeepaliveConfig.EnforcementPolicy theirs = config.keepalive().enforcementPolicy();
    builder.permitKeepAliveTime(theirs.effectiveMinTime().toNanos(), TimeUnit.NANOSECONDS);
    builder.permitKeepAliveWithoutCalls(theirs.permitWithoutStream());
  }

  /** gRPC takes very long times for none at all. */
  private static long orNever(Duration limit) {
    return limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
  }

  /** Reads grow with what comes, up to that many bytes at once. */
  static RecvByteBufAllocator reads(int configured) {
    int largest = Math.max(SMALLEST, configured);
    return new AdaptiveRecvByteBufAllocator(SMALLEST, Math.min(FIRST_READ, largest), largest);
  }

  /** With more than that waiting to be sent, flow control holds back what follows. */
  static WriteBufferWaterMark writes(int configured) {
    int largest = Math.max(SMALLEST, configured);
    return new WriteBufferWaterMark(largest / 2, largest);
  }
}
