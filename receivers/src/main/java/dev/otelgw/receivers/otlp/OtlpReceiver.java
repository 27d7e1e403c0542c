package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Successor;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.config.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The receiver: an endpoint for each protocol that is on. */
final class OtlpReceiver implements Component, Successor, BoundPorts {

  /** How long requests under way may take when the receiver is closed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ComponentId id;
  private final Context context;
  private final Pipelines next;
  private @Nullable Endpoint grpc;
  private @Nullable Endpoint http;
  private boolean closed;

  OtlpReceiver(OtlpReceiverConfig config, Pipelines next, Context context) {
    this.id = context.id();
    this.context = context;
    this.next = next;
    OtlpGrpcConfig grpcConfig = config.protocols().grpc();
    OtlpHttpConfig httpConfig = config.protocols().http();
    String grpcEndpoint = grpcConfig == null ? null : grpcConfig.endpoint();
    String httpEndpoint = httpConfig == null ? null : httpConfig.endpoint();
    if (grpcConfig != null) {
      grpc =
          new Endpoint(
              context,
              "OTLP/gRPC",
              madeFrom(grpcConfig, authenticator(grpcConfig)),
              (requests, notices) -> grpc(grpcConfig, httpEndpoint, requests, notices));
    }
    if (httpConfig != null) {
      http =
          new Endpoint(
              context,
              "OTLP/HTTP",
              madeFrom(httpConfig, authenticator(httpConfig)),
              (requests, notices) -> http(httpConfig, grpcEndpoint, requests, notices));
    }
  }

  private static @Nullable Reference<ServerAuthenticator> authenticator(OtlpGrpcConfig config) {
    return config.auth() == null ? null : config.auth().authenticator();
  }

  private static @Nullable Reference<ServerAuthenticator> authenticator(OtlpHttpConfig config) {
    return config.auth() == null ? null : config.auth().authenticator();
  }

  private List<Object> madeFrom(Record config, @Nullable Reference<ServerAuthenticator> auth) {
    return auth == null ? List.of(config) : List.of(config, context.extensions().get(auth));
  }

  private GrpcListener grpc(
      OtlpGrpcConfig config,
      @Nullable String httpEndpoint,
      ExecutorService requests,
      Notices notices) {
    Intake intake = new Intake(next, context, notices, face(config));
    Entrance entrance = entrance(authenticator(config), config.includeMetadata(), notices);
    WrongProtocol wrong =
        new WrongProtocol(FirstBytes.Kind.HTTP2, config.tls() != null, httpEndpoint, notices);
    return new GrpcListener(
        id,
        config,
        intake,
        new GrpcServices(intake, entrance, requests),
        new Front(wrong, config.tls(), context, requests, notices, config.maxConnections()),
        new GrpcStragglers(context.clock(), notices));
  }

  private HttpListener http(
      OtlpHttpConfig config,
      @Nullable String grpcEndpoint,
      ExecutorService requests,
      Notices notices) {
    Intake intake = new Intake(next, context, notices, face(config));
    Cors cors = new Cors(config.cors());
    HttpPort port =
        new HttpPort(
            id,
            config,
            context.clock(),
            new HttpHeads(id, config, cors, intake),
            entrance(authenticator(config), config.includeMetadata(), notices),
            new ResponseHeaders(config.responseHeaders(), cors),
            intake,
            requests,
            notices);
    WrongProtocol wrong =
        new WrongProtocol(FirstBytes.Kind.HTTP1, config.tls() != null, grpcEndpoint, notices);
    return new HttpListener(
        port, new Front(wrong, config.tls(), context, requests, notices, config.maxConnections()));
  }

  private Entrance entrance(
      @Nullable Reference<ServerAuthenticator> auth, boolean includeMetadata, Notices notices) {
    return new Entrance(auth, includeMetadata, context, notices);
  }

  private static Intake.Face face(OtlpGrpcConfig config) {
    return new Intake.Face(
        "grpc", config.maxMessageBytes(), "protocols.grpc.max_recv_msg_size_mib");
  }

  private static Intake.Face face(OtlpHttpConfig config) {
    return new Intake.Face("http", config.maxBodyBytes(), "protocols.http.max_request_body_size");
  }

  @Override
  public synchronized void takeOver(Component predecessor) {
    if (predecessor instanceof OtlpReceiver old) {
      synchronized (old) {
        if (grpc != null && old.grpc != null && old.grpc.sameAs(grpc)) {
          grpc.end(0, Duration.ZERO);
          grpc = old.grpc;
          old.grpc = null;
        }
        if (http != null && old.http != null && old.http.sameAs(http)) {
          http.end(0, Duration.ZERO);
          http = old.http;
          old.http = null;
        }
      }
    }
  }

  @Override
  public synchronized void start() {
    List<Endpoint> started = new ArrayList<>();
    try {
      for (Endpoint endpoint : endpoints()) {
        if (!endpoint.isListening()) {
          started.add(endpoint);
          endpoint.start();
        }
      }
    } catch (RuntimeException e) {
      // Not close(): the start is tried again later. What was taken over goes on.
      started.forEach(Endpoint::stopListening);
      throw e;
    }
  }

  private List<Endpoint> endpoints() {
    return Stream.concat(Stream.ofNullable(grpc), Stream.ofNullable(http)).toList();
  }

  @Override
  public synchronized int grpcPort() {
    return grpc == null ? -1 : grpc.port();
  }

  @Override
  public synchronized int httpPort() {
    return http == null ? -1 : http.port();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    endpoints().forEach(Endpoint::stop);
    long end = context.clock().nanoTime() + GRACE.toNanos();
    endpoints().forEach(endpoint -> endpoint.end(end, GRACE));
  }
}
