package dev.otelgw.receivers.otlp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client is still sending, such that it can read the answer: our side is
 * shut down, and what comes is thrown away for a while. A plain close would make the system reset
 * the connection, and the client might see that instead of the answer (RFC 9112, section 9.6).
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {

  private static final long LOOK_SECONDS = 3;
  private static final int MOST_LOOKS = 10;

  private boolean heard;

  private LingeringClose() {}

  /** After {@code lastWrite}; from now on no other handler sees what arrives. */
  static void after(ChannelFuture lastWrite) {
    Channel channel = lastWrite.channel();
    LingeringClose closing = new LingeringClose();
    channel.pipeline().addFirst(closing);
    channel.config().setAutoRead(true);
    lastWrite.addListener(written -> {
      if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
        endOutput(duplex);
        closing.look(channel, MOST_LOOKS);
      } else {
        var _ = channel.close();
      }
    });
  }

  /** In TLS its own word of farewell comes first, else the client takes the end for a cut. */
  private static void endOutput(DuplexChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null || !tls.handshakeFuture().isSuccess()) {
      var _ = channel.shutdownOutput();
    } else {
      tls.closeOutbound()
          .addListener(_ -> {
            var _ = channel.shutdownOutput();
          });
    }
  }

  /** Closes the connection once nothing has come for a while, or it has gone on for too long. */
  private void look(Channel channel, int looks) {
    if (looks == 0 || (looks < MOST_LOOKS && !heard)) {
      var _ = channel.close();
      return;
    }
    heard = false;
    var _ =
        channel
            .eventLoop()
            .schedule(() -> look(channel, looks - 1), LOOK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    heard = true;
    ReferenceCountUtil.release(msg);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close(); // The client is gone; there is nobody left to answer.
  }
}
