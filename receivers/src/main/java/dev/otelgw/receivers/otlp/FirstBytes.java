package dev.otelgw.receivers.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Looks at the first bytes of a connection and steps aside when they are what the port is for. Else
 * somebody has mixed up ports or protocols, and is told.
 */
final class FirstBytes extends ByteToMessageDecoder {

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
  private boolean decided;

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
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (decided) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < ENOUGH) {
      return;
    }
    decided = true;
    Kind kind = kind(in);
    if (kind == expected) {
      ctx.pipeline().remove(this);
    } else {
      in.skipBytes(in.readableBytes());
      surprise.accept(ctx, kind);
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
