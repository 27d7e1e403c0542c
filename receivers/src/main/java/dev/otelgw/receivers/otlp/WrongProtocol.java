package dev.otelgw.receivers.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers connections that speak what a port does not, in their own language where it has one. */
final class WrongProtocol implements BiConsumer<ChannelHandlerContext, FirstBytes.Kind> {

  private static final int HTTP2_SETTINGS = 4;
  private static final int HTTP2_GOAWAY = 7;
  private static final int HTTP_1_1_REQUIRED = 0xd;

  private final FirstBytes.Kind speaks;
  private final @Nullable String otherEndpoint;
  private final Notices notices;

  /**
   * For one port.
   *
   * @param speaks what the port is for
   * @param otherEndpoint where this receiver takes the other protocol, null if nowhere
   */
  WrongProtocol(FirstBytes.Kind speaks, @Nullable String otherEndpoint, Notices notices) {
    this.speaks = speaks;
    this.otherEndpoint = otherEndpoint;
    this.notices = notices;
  }

  @Override
  public void accept(ChannelHandlerContext ctx, FirstBytes.Kind came) {
    String here = speaks == FirstBytes.Kind.HTTP2 ? "gRPC" : "HTTP";
    String advice =
        switch (came) {
          case HTTP1, HTTP2 -> elsewhere(came);
          case TLS -> "this port has no TLS: make the client use plain text (http://, insecure)";
          case UNKNOWN ->
              "the client is neither an OTLP exporter nor a browser: find out who it is";
        };
    String text = "%s arrived at the port for OTLP/%s; %s".formatted(name(came), here, advice);
    String kind = "%s on the %s port".formatted(came.name().toLowerCase(Locale.ROOT), here);
    notices.warn(kind, "client %s: %s".formatted(ctx.channel().remoteAddress(), text));
    ByteBuf reply =
        switch (came) {
          case HTTP2 -> goAway(text);
          case HTTP1, UNKNOWN -> badRequest(text);
          case TLS -> Unpooled.EMPTY_BUFFER;
        };
    LingeringClose.after(ctx.writeAndFlush(reply));
  }

  private String elsewhere(FirstBytes.Kind came) {
    String protocol = came == FirstBytes.Kind.HTTP2 ? "OTLP/gRPC" : "OTLP/HTTP";
    String key = came == FirstBytes.Kind.HTTP2 ? "protocols.grpc" : "protocols.http";
    return otherEndpoint == null
        ? protocol + " is off here: switch on " + key
        : protocol + " is at " + otherEndpoint;
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

  /** Empty SETTINGS, then GOAWAY with a text that gRPC clients show (RFC 9113, 6.5 and 6.8). */
  private static ByteBuf goAway(String text) {
    byte[] debug = text.getBytes(StandardCharsets.UTF_8);
    ByteBuf frames = Unpooled.buffer(64 + debug.length);
    frames.writeMedium(0).writeByte(HTTP2_SETTINGS).writeByte(0).writeInt(0);
    frames.writeMedium(8 + debug.length).writeByte(HTTP2_GOAWAY).writeByte(0).writeInt(0);
    return frames.writeInt(0).writeInt(HTTP_1_1_REQUIRED).writeBytes(debug);
  }
}
