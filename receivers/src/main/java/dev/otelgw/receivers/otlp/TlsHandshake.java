package dev.otelgw.receivers.otlp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Stands behind the decryption of one connection: says why a handshake failed, and hides reads that
 * brought nothing but TLS's own records.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {

  /** Name of the handler that waits for a connection's first bytes. */
  static final String GREETING = "greeting";

  private static final String BELIEVE =
      "give it the authority as ca_file, and reach us by a name in the certificate";

  private final String key;
  private final Notices notices;
  private boolean read;

  /**
   * For one connection.
   *
   * @param key where its settings are
   */
  TlsHandshake(String key, Notices notices) {
    this.key = key;
    this.notices = notices;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    read = true;
    ctx.fireChannelRead(msg);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (read) {
      read = false;
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent completion && !completion.isSuccess()) {
      say(ctx.channel(), completion.cause());
      var _ = ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** What fails in TLS is an I/O error, as without TLS; its decoder wraps it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean wrapped = cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    ctx.fireExceptionCaught(wrapped ? cause.getCause() : cause);
  }

  private void say(Channel channel, Throwable cause) {
    boolean toldAlready = channel.pipeline().get(LingeringClose.class) != null;
    boolean saidNothing = channel.pipeline().get(GREETING) != null;
    if (toldAlready || (saidNothing && cause instanceof ClosedChannelException)) {
      return; // The second is whoever only looks whether the port is open.
    }
    Advice advice = advice(cause);
    notices.warn(
        advice.kind() + " " + key,
        "client %s: TLS handshake failed (%s): %s"
            .formatted(WrongProtocol.client(channel), key, advice.text()));
  }

  private record Advice(String kind, String text) {}

  /** In the JDK's words there is no other way to tell causes apart. */
  private static Advice advice(Throwable cause) {
    String said = deepest(cause);
    String lower = said.toLowerCase(Locale.ROOT);
    if (cause instanceof ClosedChannelException) {
      return new Advice(
          "hung up", "it hung up; perhaps it does not believe our certificate: " + BELIEVE);
    }
    if (cause instanceof SslHandshakeTimeoutException) {
      return new Advice("slow", "it did not finish within 10 s");
    }
    if (lower.contains("empty client certificate") || lower.contains("certificate_required")) {
      return new Advice(
          "no client certificate",
          "it showed no certificate, which client_ca_file demands; give it cert_file and key_file");
    }
    if (lower.contains("unable to find valid certification path")
        || lower.contains("path does not chain")
        || lower.contains("trustanchors")) {
      return new Advice(
          "unknown client certificate",
          "its certificate is not signed by an authority in client_ca_file");
    }
    if (lower.contains("expired") || lower.contains("validity check failed")) {
      return new Advice("certificate expired", "a certificate has expired: " + said);
    }
    if (lower.contains("unknown_ca")
        || lower.contains("certificate_unknown")
        || lower.contains("bad_certificate")) {
      return new Advice(
          "disbelief", "it does not believe our certificate (%s); %s".formatted(said, BELIEVE));
    }
    if (lower.contains("protocol")
        || lower.contains("no cipher suites in common")
        || lower.contains("handshake_failure")) {
      return new Advice(
          "nothing in common",
          said + "; compare min_version, max_version, cipher_suites on both sides");
    }
    return new Advice("other", said);
  }

  private static String deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }
}
