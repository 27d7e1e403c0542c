package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import dev.otelgw.pipeline.tls.Tls;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the head of a port's connections, the same for both protocols: TLS where it is
 * configured, and a look at what the client speaks.
 */
final class Front {

  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final String H2 = "h2";
  private static final String HTTP_1_1 = "http/1.1";

  private final WrongProtocol wrongProtocol;
  private final @Nullable ServerTlsConfig config;
  private final Context context;
  private final Executor handshakes;
  private final Notices notices;
  private final int mostConnections;
  private @Nullable Tls tls;

  /**
   * For one port.
   *
   * @param config null for plain text
   * @param handshakes computes them, so that event loops need not
   * @param mostConnections at once; 0 for {@link OpenConnections#DEFAULT}
   */
  Front(
      WrongProtocol wrongProtocol,
      @Nullable ServerTlsConfig config,
      Context context,
      Executor handshakes,
      Notices notices,
      int mostConnections) {
    this.wrongProtocol = wrongProtocol;
    this.config = config;
    this.context = context;
    this.handshakes = handshakes;
    this.notices = notices;
    this.mostConnections = mostConnections == 0 ? OpenConnections.DEFAULT : mostConnections;
  }

  private boolean grpc() {
    return wrongProtocol.speaks() == FirstBytes.Kind.HTTP2;
  }

  /** Reads the certificates; throws {@link dev.otelgw.pipeline.StartException} if it cannot. */
  void start() {
    if (config != null) {
      tls = Tls.server(config, key(), context);
    }
  }

  private String key() {
    return grpc() ? "protocols.grpc.tls" : "protocols.http.tls";
  }

  /** For messages: how the port is spoken to. */
  String words() {
    return config == null ? "" : config.clientCaFile().isEmpty() ? " (TLS)" : " (mutual TLS)";
  }

  /**
   * A server socket whose connections begin with this, whatever its owner installs into them. gRPC
   * offers no other place.
   */
  ServerChannel before(Supplier<? extends ServerChannel> socket) {
    ServerChannel server = socket.get();
    String limit = (grpc() ? "protocols.grpc" : "protocols.http") + ".max_connections";
    server.pipeline().addFirst(new OpenConnections(mostConnections, limit, notices, this::install));
    return server;
  }

  private void install(Channel channel) {
    installFront(channel);
    if (grpc()) {
      channel.pipeline().addLast(new Http2Guard(context.clock(), notices));
    }
  }

  private void installFront(Channel channel) {
    FirstBytes inside = new FirstBytes(wrongProtocol.speaks(), wrongProtocol);
    Tls encryption = tls;
    if (encryption == null) {
      channel.pipeline().addLast(inside);
      return;
    }
    SSLEngine engine = encryption.context().createSSLEngine();
    engine.setHandshakeApplicationProtocolSelector((_, offered) -> choose(offered));
    SslHandler handler = new SslHandler(engine, handshakes);
    handler.setHandshakeTimeout(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
    channel
        .pipeline()
        .addLast(
            TlsHandshake.GREETING, new FirstBytes(FirstBytes.Kind.TLS, wrongProtocol::unencrypted))
        .addLast(handler)
        .addLast(new TlsHandshake(key(), notices))
        .addLast(inside);
  }

  /**
   * Out of what a client offers (ALPN, RFC 7301). A client that wants only what the port does not
   * speak gets its wish, since only then can it be told where to go.
   */
  private String choose(List<String> offered) {
    String ours = grpc() ? H2 : HTTP_1_1;
    String other = grpc() ? HTTP_1_1 : H2;
    return offered.contains(ours) ? ours : offered.contains(other) ? other : "";
  }
}
