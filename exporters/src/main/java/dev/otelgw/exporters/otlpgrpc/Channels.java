package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.tls.Tls;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Builds the channel that a configuration asks for. It connects when the first request comes. */
final class Channels {

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** An answer to an export is a few bytes; its partial_success holds the backend's words. */
  private static final int LARGEST_ANSWER = 4 << 20;

  private Channels() {}

  /**
   * A channel; nothing is opened yet.
   *
   * @param tls what to speak; null for plain text
   * @param loops moves its bytes
   * @param lookups runs what blocks: name resolution
   */
  static ManagedChannel of(
      OtlpGrpcConfig config,
      @Nullable Tls tls,
      String userAgent,
      EventLoopGroup loops,
      Executor lookups) {
    NettyChannelBuilder channel =
        switch (config.target()) {
          case Target.Tcp tcp ->
              NettyChannelBuilder.forTarget(uri(tcp))
                  .channelType(NioSocketChannel.class)
                  .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                  .defaultLoadBalancingPolicy(config.balancerName().policy());
          case Target.Unix unix ->
              NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(unix.path()))
                  .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                  .overrideAuthority("localhost");
        };
    if (tls == null) {
      channel.usePlaintext();
    } else {
      channel.sslContext(http2(tls));
    }
    channel
        .eventLoopGroup(loops)
        .directExecutor()
        .offloadExecutor(lookups)
        .userAgent(userAgent)
        .maxInboundMessageSize(LARGEST_ANSWER)
        .compressorRegistry(packed(config.compression()))
        .disableServiceConfigLookUp();
    if (!config.otherAuthority().isEmpty()) {
      channel.overrideAuthority(config.otherAuthority());
    }
    KeepaliveConfig keepalive = config.keepalive();
    return channel
        .keepAliveTime(keepalive.time().toNanos(), TimeUnit.NANOSECONDS)
        .keepAliveTimeout(keepalive.timeout().toNanos(), TimeUnit.NANOSECONDS)
        .keepAliveWithoutCalls(keepalive.permitWithoutStream())
        .build();
  }

  private static SslContext http2(Tls tls) {
    SSLParameters parameters = tls.parameters();
    String[] suites = parameters.getCipherSuites();
    ApplicationProtocolConfig alpn =
        new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);
    return new JdkSslContext(
        tls.context(),
        true,
        suites == null ? null : List.of(suites),
        IdentityCipherSuiteFilter.INSTANCE,
        alpn,
        ClientAuth.NONE,
        parameters.getProtocols(),
        false);
  }

  /** Escapes the brackets of an IPv6 address. */
  private static String uri(Target.Tcp tcp) {
    try {
      return new URI("dns", "", "/" + tcp.address(), null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the endpoint was checked", e);
    }
  }

  private static CompressorRegistry packed(GrpcCompression compression) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(new Packed(compression.encoding()));
    return registry;
  }

  /** Names an encoding and leaves the bytes alone: {@link Payload}s come compressed. */
  private record Packed(String encoding) implements Compressor {
    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public OutputStream compress(OutputStream out) {
      return out;
    }
  }
}
