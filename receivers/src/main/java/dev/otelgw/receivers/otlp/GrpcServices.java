package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.receivers.compression.Compression;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The three OTLP services, without generated code: one method each, bytes in and bytes out. */
final class GrpcServices {

  /** What gRPC clients of OTLP compress with; advertised to them. */
  static final List<Compression> COMPRESSIONS =
      List.of(Compression.GZIP, Compression.ZSTD, Compression.SNAPPY, Compression.DEFLATE);

  /** How gRPC names the compression of a call's messages. */
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  private final Intake intake;
  private final Entrance entrance;
  private final Executor requests;

  /**
   * Behind an entrance.
   *
   * @param requests runs each task on a virtual thread of its own
   */
  GrpcServices(Intake intake, Entrance entrance, Executor requests) {
    this.intake = intake;
    this.entrance = entrance;
    this.requests = requests;
  }

  /** All three; a signal that no pipeline takes is answered UNIMPLEMENTED, with a reason. */
  List<ServerServiceDefinition> all() {
    return Arrays.stream(Signal.values()).map(this::service).toList();
  }

  /** The full name of a signal's service. */
  static String name(Signal signal) {
    return switch (signal) {
      case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
      case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
      case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
    };
  }

  private ServerServiceDefinition service(Signal signal) {
    MethodDescriptor<GrpcMessage, byte[]> export =
        MethodDescriptor.newBuilder(GrpcMessage.REQUESTS, GrpcMessage.RESPONSES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name(signal), "Export"))
            .build();
    ServerCallHandler<GrpcMessage, byte[]> handler =
        (call, headers) ->
            intake.takes(signal)
                ? start(call, headers, signal)
                : refuse(call, intake.noPipeline(signal));
    return ServerServiceDefinition.builder(name(signal)).addMethod(export, handler).build();
  }

  private ServerCall.Listener<GrpcMessage> start(
      ServerCall<GrpcMessage, byte[]> call, Metadata headers, Signal signal) {
    GrpcArrival arrival = GrpcArrival.KEY.get();
    @Nullable String encoding = headers.get(ENCODING);
    @Nullable Compression compression =
        encoding == null ? null : Compression.of(encoding).orElse(null);
    GrpcCall started = new GrpcCall(call, signal, compression, intake, requests, arrival.holding());
    arrival.watchedBy(started);
    if (!arrival.holding().tryBegin()) {
      started.refuse(intake.noMemory(signal));
      return started;
    }
    Headers shown = name -> GrpcCredentials.values(headers, name);
    Optional<Verdict> atOnce = entrance.judgeAtOnce(shown);
    if (atOnce.isPresent()) {
      judged(started, call, headers, atOnce.get());
    } else {
      try {
        requests.execute(() -> judged(started, call, headers, entrance.judge(shown)));
      } catch (RejectedExecutionException _) {
        started.refuse(intake.shuttingDown(signal));
      }
    }
    return started;
  }

  private void judged(
      GrpcCall started, ServerCall<GrpcMessage, byte[]> call, Metadata headers, Verdict verdict) {
    switch (verdict) {
      case Verdict.Known known -> {
        Caller connection = call.getAttributes().get(GrpcCredentials.CONNECTION);
        started.read(
            entrance.caller(
                connection == null ? Caller.NOBODY : connection,
                known,
                () -> GrpcCredentials.metadata(headers, call.getAuthority())));
      }
      case Verdict.Unknown unknown -> started.refuseUnknown(unknown.message());
    }
  }

  private static ServerCall.Listener<GrpcMessage> refuse(
      ServerCall<GrpcMessage, byte[]> call, Answer answer) {
    Status status = answer.verdict().grpc().toStatus();
    call.close(status.withDescription(answer.message()), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
