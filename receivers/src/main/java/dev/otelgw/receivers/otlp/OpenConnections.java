package dev.otelgw.receivers.otlp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands at a server's socket and lets in so many connections at once; more are closed at once,
 * before anything is made for them. Thread-safe.
 */
final class OpenConnections extends ChannelInboundHandlerAdapter {

  /** What a setting of 0 means: beyond what clients of one gateway need, below what hurts it. */
  static final int DEFAULT = 10_000;

  private final int most;
  private final String key;
  private final Notices notices;
  private final Consumer<Channel> install;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * For one port.
   *
   * @param key where the limit is set
   * @param install prepares a connection that is let in
   */
  OpenConnections(int most, String key, Notices notices, Consumer<Channel> install) {
    this.most = most;
    this.key = key;
    this.notices = notices;
    this.install = install;
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    Channel connection = (Channel) msg;
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      notices.warn(
          "too many connections",
          "client %s was turned away: %d connections are open (%s)"
              .formatted(WrongProtocol.client(connection), most, key));
      connection.unsafe().closeForcibly();
      ReferenceCountUtil.release(msg);
      return;
    }
    var _ = connection.closeFuture().addListener(_ -> open.decrementAndGet());
    install.accept(connection);
    ctx.fireChannelRead(connection);
  }
}
