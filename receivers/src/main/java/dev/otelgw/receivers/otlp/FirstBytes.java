package dev.otelgw.receivers.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection and steps aside when they are what the port is for. Else
 * somebody has mixed up ports or protocols, and is told.
 */
final class FirstBytes extends ChannelDuplexHandler {

  /** What the first bytes say. */
  enum Kind {
    HTTP1,
    HTTP2,
    TLS,
    UNKNOWN
  }

  private static final int ENOUGH = 4;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int PRI_ = 0x50524920;

  private final Kind expected;
  private final BiConsumer<ChannelHandlerContext, Kind> surprise;
  private @Nullable PendingWriteQueue held;
  private @Nullable ByteBuf first;
  private boolean surprised;

  /**
   * For one connection.
   *
   * @param surprise answers and closes a connection of another kind
   */
  FirstBytes(Kind expected, BiConsumer<ChannelHandlerContext, Kind> surprise) {
    this.expected = expected;
    this.surprise = surprise;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf piece = (ByteBuf) msg;
    if (surprised) {
      piece.release();
      return;
    }
    ByteBuf in = first == null ? piece : Unpooled.wrappedBuffer(first, piece);
    first = null;
    if (in.readableBytes() < ENOUGH) {
      first = in;
      return;
    }
    Kind kind = kind(in);
    if (kind == expected) {
      if (held != null) {
        var _ = held.removeAndWriteAll();
      }
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(in);
    } else {
      in.release();
      surprised = true;
      surprise.accept(ctx, kind);
    }
  }

  /** An HTTP/2 server greets without being asked; nobody else would understand that. */
  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (held == null) {
      held = new PendingWriteQueue(ctx);
    }
    held.add(msg, promise);
  }

  /** At the latest when the connection is gone, and nobody can write any more. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (first != null) {
      first.release();
      first = null;
    }
    if (held != null) {
      held.removeAndFailAll(new ClosedChannelException());
    }
  }

  private static Kind kind(ByteBuf in) {
    int four = in.getInt(in.readerIndex());
    if (four >>> 24 == TLS_HANDSHAKE) {
      return Kind.TLS;
    }
    if (four == PRI_) {
      return Kind.HTTP2;
    }
    for (int i = 0; i < 3; i++) { // Every method of HTTP has three capitals at least.
      byte b = in.getByte(in.readerIndex() + i);
      if (b < 'A' || b > 'Z') {
        return Kind.UNKNOWN;
      }
    }
    return Kind.HTTP1;
  }
}
