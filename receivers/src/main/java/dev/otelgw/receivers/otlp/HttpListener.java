package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.config.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP. */
final class HttpListener implements Listener {

  static final String KEY = "protocols.http.endpoint";

  private static final int BACKLOG = 1024;
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final int LARGEST_PIECE = 64 * 1024;

  private final HttpPort port;
  private final Front front;
  private @Nullable Channel server;
  private @Nullable ChannelGroup connections;

  HttpListener(HttpPort port, Front front) {
    this.port = port;
    this.front = front;
  }

  @Override
  public void start(EventLoopGroup loops) {
    front.start();
    InetSocketAddress address =
        ListenAddress.resolve(HostPort.parse(port.config().endpoint()), port.id(), KEY);
    ChannelGroup all = new DefaultChannelGroup(loops.next());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(() -> front.before(NioServerSocketChannel::new))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    all.add(channel);
                    install(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw ListenAddress.cannotListen(port.id(), KEY, address, bound.cause());
    }
    server = bound.channel();
    connections = all;
  }

  private void install(SocketChannel channel) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxChunkSize(LARGEST_PIECE);
    channel.pipeline().addLast(new HttpServerCodec(limits)).addLast(new HttpConnection(port));
  }

  @Override
  public int port() {
    return server == null ? -1 : ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public String words() {
    return "port " + port() + front.words();
  }

  @Override
  public void stop() {
    if (server == null || connections == null) {
      return;
    }
    server.close().awaitUninterruptibly();
    for (Channel connection : connections) {
      ChannelHandlerContext ctx = connection.pipeline().context(HttpConnection.class);
      if (ctx != null) {
        connection.eventLoop().execute(() -> ((HttpConnection) ctx.handler()).stop(ctx));
      }
    }
  }

  @Override
  public void end(long nanos) throws InterruptedException {
    if (connections != null && !connections.newCloseFuture().await(nanos, TimeUnit.NANOSECONDS)) {
      connections.close().awaitUninterruptibly();
    }
  }
}
