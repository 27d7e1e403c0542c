package dev.otelgw.receivers.otlp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
  private final ListenAddress listen;
  private @Nullable Channel server;
  private @Nullable ChannelGroup connections;

  HttpListener(HttpPort port, Front front) {
    this.port = port;
    this.front = front;
    OtlpHttpConfig config = port.config();
    this.listen = new ListenAddress(port.id(), KEY, config.transport(), config.endpoint());
  }

  @Override
  public void start(EventLoopGroup loops) {
    front.start();
    SocketAddress address = listen.resolve();
    ChannelGroup all = new DefaultChannelGroup(loops.next());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(() -> front.before(listen::newSocket))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    all.add(channel);
                    install(channel);
                  }
                });
    if (!listen.isUnix()) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw listen.cannotListen(address, bound.cause());
    }
    server = bound.channel();
    connections = all;
    listen.bound();
  }

  private void install(Channel channel) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxChunkSize(LARGEST_PIECE);
    channel.pipeline().addLast(new HttpServerCodec(limits)).addLast(new HttpConnection(port));
  }

  @Override
  public int port() {
    return server != null && server.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : -1;
  }

  @Override
  public String words() {
    return listen.words(port()) + front.words();
  }

  @Override
  public void stop() {
    if (server == null || connections == null) {
      return;
    }
    server.close().awaitUninterruptibly();
    listen.closed();
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
