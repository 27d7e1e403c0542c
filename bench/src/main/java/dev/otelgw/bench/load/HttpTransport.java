package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * OTLP/HTTP 1.1 without TLS. Each connection carries one request at a time; a request that finds
 * all of them busy waits for the first that gets free. One event loop owns all state.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class HttpTransport implements Transport {

  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private static final class Waiting {
    private final byte[] body;
    private final Consumer<Answer> answered;

    Waiting(byte[] body, Consumer<Answer> answered) {
      this.body = body;
      this.answered = answered;
    }
  }

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("load/http", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Bootstrap bootstrap;
  private final Messages.Shape shape;
  private final String host;
  private final Deque<Channel> idle = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int unopened;

  HttpTransport(InetSocketAddress address, int connections, Messages.Shape shape) {
    this.shape = shape;
    unopened = connections;
    host = address.getHostString() + ":" + address.getPort();
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(address)
            .handler(new Connecting());
  }

  @Override
  public void send(byte[] body, Consumer<Answer> answered) {
    loop.execute(() -> assign(new Waiting(body, answered)));
  }

  private void assign(Waiting request) {
    Channel channel = idle.pollFirst();
    while (channel != null && !channel.isActive()) {
      channel = idle.pollFirst();
    }
    if (channel != null) {
      write(channel, request);
    } else if (unopened > 0) {
      unopened--;
      connect(request);
    } else {
      waiting.addLast(request);
    }
  }

  private void connect(Waiting request) {
    bootstrap
        .connect()
        .addListener((ChannelFuture connected) -> {
          if (connected.isSuccess()) {
            write(connected.channel(), request);
          } else {
            unopened++;
            request.answered.accept(Answer.failed("connect failed"));
            next();
          }
        });
  }

  private void write(Channel channel, Waiting request) {
    FullHttpRequest http =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            shape.signal().path(),
            Unpooled.wrappedBuffer(request.body));
    http.headers()
        .set(HttpHeaderNames.HOST, host)
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, request.body.length);
    if (shape.compression() != Compression.NONE) {
      http.headers().set(HttpHeaderNames.CONTENT_ENCODING, shape.compression().coding());
    }
    channel.pipeline().get(HttpAnswers.class).expect(channel, request.answered);
    channel.writeAndFlush(http);
  }

  private void released(Channel channel) {
    idle.addFirst(channel);
    next();
  }

  private void closed() {
    unopened++;
    next();
  }

  private void next() {
    Waiting request = waiting.pollFirst();
    if (request != null) {
      assign(request);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private final class Connecting extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(new HttpClientCodec())
          .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
          .addLast(new HttpAnswers(HttpTransport.this::released, HttpTransport.this::closed));
    }
  }
}
