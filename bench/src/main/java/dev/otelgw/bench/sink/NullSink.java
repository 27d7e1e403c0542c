package dev.otelgw.bench.sink;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An OTLP backend that costs as little as possible: OTLP/HTTP on one port, OTLP/gRPC on another,
 * both without TLS, both on one event loop. The HTTP port also answers {@code GET /stats}, {@code
 * GET /arrived} and {@code POST /reset}; a third port answers the same, and stays when the HTTP
 * port is told to refuse connections for a while.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class NullSink implements AutoCloseable, HttpExport.Door {

  /**
   * What a sink does.
   *
   * @param httpPort 0 for a free one
   * @param grpcPort 0 for a free one
   * @param latency time from a whole request to its answer
   * @param status the HTTP status of every answer, at first; gRPC gets the code that OTLP gives for
   *     it
   * @param look how closely bodies are counted
   */
  record Settings(int httpPort, int grpcPort, Duration latency, int status, Arrivals.Look look) {}

  /**
   * Collector batches of 8192 spans are about 4 MiB; nothing here should be refused for its size.
   */
  static final int MAX_BODY_BYTES = 64 << 20;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("sink", true), NioIoHandler.newFactory());
  private final ChannelGroup clients = new DefaultChannelGroup(loop.next());
  private final Arrivals arrivals;
  private final ServerBootstrap bootstrap;
  private final Channel control;
  private volatile Channel http;
  private volatile int awayFrom;
  private final Server grpc;

  private NullSink(Settings settings) throws IOException, InterruptedException {
    arrivals = new Arrivals(settings.look());
    Mood mood = new Mood(settings.status());
    bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new HttpConnection(settings, mood));
    http = bootstrap.bind(loopback(settings.httpPort())).sync().channel();
    control = bootstrap.bind(loopback(0)).sync().channel();
    grpc =
        NettyServerBuilder.forAddress(loopback(settings.grpcPort()))
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .channelType(NioServerSocketChannel.class)
            .directExecutor()
            .maxInboundMessageSize(MAX_BODY_BYTES)
            .decompressorRegistry(GrpcExport.decompressors())
            .addServices(GrpcExport.services(settings, mood, arrivals, loop))
            .build()
            .start();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Opens the ports.
   *
   * @throws IOException when a port cannot be had
   */
  static NullSink open(Settings settings) throws IOException, InterruptedException {
    return new NullSink(settings);
  }

  int httpPort() {
    return port(http);
  }

  /** The port that answers questions whatever the others do. */
  int controlPort() {
    return port(control);
  }

  private static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  int grpcPort() {
    return grpc.getPort();
  }

  Arrivals.Counts counts() {
    return arrivals.counts();
  }

  byte[] numbers() {
    return arrivals.numbers();
  }

  @Override
  public void away() {
    awayFrom = port(http);
    http.close();
    clients.close(channel ->
        channel.localAddress() instanceof InetSocketAddress own && own.getPort() == awayFrom);
  }

  @Override
  public ChannelFuture back() {
    ChannelFuture bound = bootstrap.bind(loopback(awayFrom));
    http = bound.channel();
    return bound;
  }

  @Override
  public void close() {
    http.close();
    control.close();
    grpc.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private final class HttpConnection extends ChannelInitializer<SocketChannel> {

    private final Settings settings;
    private final Mood mood;

    HttpConnection(Settings settings, Mood mood) {
      this.settings = settings;
      this.mood = mood;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      clients.add(channel);
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
          .addLast(new HttpExport(settings, mood, arrivals, NullSink.this));
    }
  }
}
