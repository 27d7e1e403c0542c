package dev.otelgw.receivers.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers connections that speak what a port does not, in their own language where it has one. */
final class WrongProtocol implements BiConsumer<ChannelHandlerContext, FirstBytes.Kind> {

  private static final int HTTP2_SETTINGS = 4;
  private static final int HTTP2_GOAWAY = 7;
  private static final int HTTP_1_1_REQUIRED = 0xd;

  /** Time for a client to begin its call. One that has not begun is tried elsewhere, not failed. */
  private static final long GOAWAY_AFTER_MILLIS = 250;

  private final FirstBytes.Kind speaks;
  private final boolean tls;
  private final @Nullable String otherEndpoint;
  private final Notices notices;

  /**
   * For one port.
   *
   * @param speaks what the port is for
   * @param tls whether it is spoken within TLS there
   * @param otherEndpoint where this receiver takes the other protocol, null if nowhere
   */
  WrongProtocol(
      FirstBytes.Kind speaks, boolean tls, @Nullable String otherEndpoint, Notices notices) {
    this.speaks = speaks;
    this.tls = tls;
    this.otherEndpoint = otherEndpoint;
    this.notices = notices;
  }

  /** What the port is for. */
  FirstBytes.Kind speaks() {
    return speaks;
  }

  @Override
  public void accept(ChannelHandlerContext ctx, FirstBytes.Kind came) {
    String advice =
        switch (came) {
          case HTTP1, HTTP2 -> elsewhere(came);
          case TLS ->
              tls
                  ? "this port has TLS already: the client encrypts twice"
                  : "this port has no TLS: make the client use plain text (http://, insecure)";
          case UNKNOWN ->
              "the client is neither an OTLP exporter nor a browser: find out who it is";
        };
    tell(ctx, came, "%s arrived at the port for OTLP/%s; %s".formatted(name(came), here(), advice));
  }

  /** Somebody speaks without TLS to a port that has it. */
  void unencrypted(ChannelHandlerContext ctx, FirstBytes.Kind came) {
    String advice =
        came == FirstBytes.Kind.UNKNOWN
            ? "the client is neither an OTLP exporter nor a browser: find out who it is"
            : "make the client use TLS (https://, and no insecure), or take tls out of protocols."
                + here().toLowerCase(Locale.ROOT);
    tell(
        ctx,
        came,
        "%s without TLS arrived at the port for OTLP/%s over TLS; %s"
            .formatted(name(came), here(), advice));
  }

  private String here() {
    return speaks == FirstBytes.Kind.HTTP2 ? "gRPC" : "HTTP";
  }

  private void tell(ChannelHandlerContext ctx, FirstBytes.Kind came, String text) {
    String kind = "%s on the %s port".formatted(came.name().toLowerCase(Locale.ROOT), here());
    notices.warn(kind, "client %s: %s".formatted(client(ctx.channel()), text));
    switch (came) {
      case HTTP2 -> {
        var _ = ctx.writeAndFlush(settings());
        var _ =
            ctx.executor()
                .schedule(
                    () -> LingeringClose.after(ctx.writeAndFlush(goAway(text))),
                    GOAWAY_AFTER_MILLIS,
                    TimeUnit.MILLISECONDS);
      }
      case HTTP1, UNKNOWN -> LingeringClose.after(ctx.writeAndFlush(badRequest(text)));
      case TLS -> LingeringClose.after(ctx.writeAndFlush(Unpooled.EMPTY_BUFFER));
    }
  }

  private String elsewhere(FirstBytes.Kind came) {
    String protocol = came == FirstBytes.Kind.HTTP2 ? "OTLP/gRPC" : "OTLP/HTTP";
    String key = came == FirstBytes.Kind.HTTP2 ? "protocols.grpc" : "protocols.http";
    return otherEndpoint == null
        ? protocol + " is off here: switch on " + key
        : protocol + " is at " + otherEndpoint;
  }

  /** Who is at the other end, for messages. */
  static String client(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.toString()
        : "on the socket " + channel.localAddress();
  }

  private static String name(FirstBytes.Kind came) {
    return switch (came) {
      case HTTP1 -> "HTTP/1";
      case HTTP2 -> "HTTP/2 (gRPC)";
      case TLS -> "a TLS handshake";
      case UNKNOWN -> "something unknown";
    };
  }

  private static ByteBuf badRequest(String text) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length);
    return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body);
  }

  /** An empty SETTINGS frame (RFC 9113, 6.5). */
  private static ByteBuf settings() {
    return Unpooled.buffer(9).writeMedium(0).writeByte(HTTP2_SETTINGS).writeByte(0).writeInt(0);
  }

  /**
   * GOAWAY with a text that gRPC clients show (RFC 9113, 6.8). It claims every stream: a call that
   * it disowned would be tried again at once, over and over.
   */
  private static ByteBuf goAway(String text) {
    byte[] debug = text.getBytes(StandardCharsets.UTF_8);
    ByteBuf frame = Unpooled.buffer(32 + debug.length);
    frame.writeMedium(8 + debug.length).writeByte(HTTP2_GOAWAY).writeByte(0).writeInt(0);
    return frame.writeInt(Integer.MAX_VALUE).writeInt(HTTP_1_1_REQUIRED).writeBytes(debug);
  }
}
