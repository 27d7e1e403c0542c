package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.receivers.compression.Compression;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OTLP/gRPC. */
final class GrpcListener implements Listener {

  static final String KEY = "protocols.grpc.endpoint";

  /**
   * What a client may send ahead of our reading, per stream and per connection. Bytes are read as
   * they come and counted then, so this bounds what is on the wire only; gRPC's own 1 MiB makes
   * large messages wait for the round trip of a window update.
   */
  private static final int WINDOW = 4 << 20;

  private final OtlpGrpcConfig config;
  private final Intake intake;
  private final GrpcServices services;
  private final Front front;
  private final GrpcStragglers stragglers;
  private final ListenAddress listen;
  private @Nullable Server server;

  GrpcListener(
      ComponentId id,
      OtlpGrpcConfig config,
      Intake intake,
      GrpcServices services,
      Front front,
      GrpcStragglers stragglers) {
    this.config = config;
    this.intake = intake;
    this.services = services;
    this.front = front;
    this.stragglers = stragglers;
    this.listen = new ListenAddress(id, KEY, config.transport(), config.endpoint());
  }

  @Override
  public void start(EventLoopGroup loops) {
    front.start();
    SocketAddress address = listen.resolve();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .channelFactory(() -> front.before(listen::newSocket))
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .directExecutor()
            .decompressorRegistry(
                GrpcMessage.passingThrough(
                    GrpcServices.COMPRESSIONS.stream().map(Compression::label).toList()))
            // GrpcArrival holds the limit, and says so in words that help.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .addTransportFilter(GrpcCredentials.connections())
            .addStreamTracerFactory(GrpcArrival.factory(intake, stragglers))
            .flowControlWindow(WINDOW);
    GrpcConnections.configure(builder, config);
    if (listen.isUnix()) {
      builder.withChildOption(ChannelOption.SO_KEEPALIVE, null); // gRPC sets it on any socket.
    }
    services.all().forEach(builder::addService);
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw listen.cannotListen(address, e);
    }
    listen.bound();
    var _ = loops.next().scheduleAtFixedRate(stragglers::look, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public int port() {
    return server == null ? -1 : server.getPort();
  }

  @Override
  public String words() {
    return listen.words(port()) + front.words();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.shutdown();
      listen.closed();
    }
  }

  @Override
  public void end(long nanos) throws InterruptedException {
    if (server != null && !server.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
      server.shutdownNow();
    }
  }
}
