package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiver: event loops that move bytes, shared by both protocols, and a virtual thread for
 * each request.
 */
final class OtlpReceiver implements Component, BoundPorts {

  private static final Logger log = LoggerFactory.getLogger(OtlpReceiver.class);

  /** How long requests under way may take when the receiver is closed. */
  private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

  private final ComponentId id;
  private final Context context;
  private final Notices notices;
  private final ExecutorService requests;
  private final @Nullable GrpcListener grpc;
  private final @Nullable HttpListener http;
  private @Nullable EventLoopGroup loops;
  private boolean closed;

  OtlpReceiver(OtlpReceiverConfig config, Pipelines next, Context context) {
    this.id = context.id();
    this.context = context;
    this.notices = new Notices(log, id.toString(), context.clock());
    this.requests =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(id.key() + "/request").factory());
    OtlpGrpcConfig grpcConfig = config.protocols().grpc();
    OtlpHttpConfig httpConfig = config.protocols().http();
    String grpcEndpoint = grpcConfig == null ? null : grpcConfig.endpoint();
    String httpEndpoint = httpConfig == null ? null : httpConfig.endpoint();
    this.grpc = grpcConfig == null ? null : grpc(grpcConfig, next, httpEndpoint);
    this.http =
        httpConfig == null
            ? null
            : new HttpListener(
                port(httpConfig, new Intake(next, context, notices, face(httpConfig))),
                front(FirstBytes.Kind.HTTP1, httpConfig.tls(), grpcEndpoint));
  }

  private GrpcListener grpc(OtlpGrpcConfig config, Pipelines next, @Nullable String httpEndpoint) {
    Intake intake = new Intake(next, context, notices, face(config));
    Entrance entrance =
        new Entrance(
            config.auth() == null ? null : config.auth().authenticator(),
            config.includeMetadata(),
            context,
            notices);
    return new GrpcListener(
        id,
        config,
        intake,
        new GrpcServices(intake, entrance, requests),
        front(FirstBytes.Kind.HTTP2, config.tls(), httpEndpoint),
        new GrpcStragglers(context.clock(), notices));
  }

  private Entrance entrance(OtlpHttpConfig config) {
    return new Entrance(
        config.auth() == null ? null : config.auth().authenticator(),
        config.includeMetadata(),
        context,
        notices);
  }

  private Front front(
      FirstBytes.Kind speaks, @Nullable ServerTlsConfig tls, @Nullable String otherEndpoint) {
    return new Front(
        new WrongProtocol(speaks, tls != null, otherEndpoint, notices),
        tls,
        context,
        requests,
        notices);
  }

  private static Intake.Face face(OtlpGrpcConfig config) {
    return new Intake.Face(
        "grpc", config.maxMessageBytes(), "protocols.grpc.max_recv_msg_size_mib");
  }

  private static Intake.Face face(OtlpHttpConfig config) {
    return new Intake.Face("http", config.maxBodyBytes(), "protocols.http.max_request_body_size");
  }

  private HttpPort port(OtlpHttpConfig config, Intake intake) {
    Cors cors = new Cors(config.cors());
    return new HttpPort(
        id,
        config,
        context.clock(),
        new HttpHeads(id, config, cors, intake),
        entrance(config),
        new ResponseHeaders(config.responseHeaders(), cors),
        intake,
        requests,
        notices);
  }

  @Override
  public void start() {
    // Event loops only move bytes: half of the cores is plenty, and fewer threads wake each other
    // less often.
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads,
            Thread.ofPlatform().name(id.key() + "/io-", 1).factory(),
            NioIoHandler.newFactory());
    loops = group;
    try {
      listeners().forEach(listener -> listener.start(group));
    } catch (RuntimeException e) {
      // Not close(): the start is tried again later.
      listeners().forEach(Listener::stop);
      endLoops();
      throw e;
    }
    if (grpc != null) {
      log.info("{}: OTLP/gRPC on {}", id, grpc.words());
    }
    if (http != null) {
      log.info("{}: OTLP/HTTP on {}", id, http.words());
    }
  }

  private Stream<Listener> listeners() {
    return Stream.concat(Stream.ofNullable(grpc), Stream.ofNullable(http));
  }

  @Override
  public int grpcPort() {
    return grpc == null ? -1 : grpc.port();
  }

  @Override
  public int httpPort() {
    return http == null ? -1 : http.port();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners().forEach(Listener::stop);
    long end = context.clock().nanoTime() + GRACE_NANOS;
    try {
      for (Listener listener : listeners().toList()) {
        listener.end(left(end));
      }
      requests.shutdown();
      if (!requests.awaitTermination(left(end), TimeUnit.NANOSECONDS)) {
        log.warn("{}: requests still under way after 5 s were cut off", id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requests.shutdownNow();
    endLoops();
    notices.close();
  }

  private void endLoops() {
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      loops = null;
    }
  }

  private long left(long end) {
    return Math.max(0, end - context.clock().nanoTime());
  }
}
