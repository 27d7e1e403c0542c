package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.receivers.compression.Compression;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The three OTLP services, without generated code: one method each, bytes in and bytes out. */
final class GrpcServices {

  /** What gRPC clients of OTLP compress with; advertised to them. */
  static final List<Compression> COMPRESSIONS =
      List.of(Compression.GZIP, Compression.ZSTD, Compression.SNAPPY, Compression.DEFLATE);

  /** How gRPC names the compression of a call's messages. */
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcServices() {}

  /** All three; a signal that no pipeline takes is answered UNIMPLEMENTED, with a reason. */
  static List<ServerServiceDefinition> all(Intake intake, Executor requests) {
    return Arrays.stream(Signal.values()).map(signal -> service(signal, intake, requests)).toList();
  }

  /** The full name of a signal's service. */
  static String name(Signal signal) {
    return switch (signal) {
      case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
      case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
      case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
    };
  }

  private static ServerServiceDefinition service(Signal signal, Intake intake, Executor requests) {
    MethodDescriptor<GrpcMessage, byte[]> export =
        MethodDescriptor.newBuilder(GrpcMessage.REQUESTS, GrpcMessage.RESPONSES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name(signal), "Export"))
            .build();
    ServerCallHandler<GrpcMessage, byte[]> handler =
        (call, headers) ->
            intake.takes(signal)
                ? start(call, headers, signal, intake, requests)
                : refuse(call, intake.noPipeline(signal));
    return ServerServiceDefinition.builder(name(signal)).addMethod(export, handler).build();
  }

  private static ServerCall.Listener<GrpcMessage> start(
      ServerCall<GrpcMessage, byte[]> call,
      Metadata headers,
      Signal signal,
      Intake intake,
      Executor requests) {
    GrpcArrival arrival = GrpcArrival.KEY.get();
    @Nullable String encoding = headers.get(ENCODING);
    @Nullable Compression compression =
        encoding == null ? null : Compression.of(encoding).orElse(null);
    GrpcCall started = new GrpcCall(call, signal, compression, intake, requests, arrival.holding());
    arrival.watchedBy(started);
    // The second is never to come: asking for it makes gRPC hand it over, so that it is noticed.
    call.request(2);
    return started;
  }

  private static ServerCall.Listener<GrpcMessage> refuse(
      ServerCall<GrpcMessage, byte[]> call, Answer answer) {
    Status status = answer.verdict().grpc().toStatus();
    call.close(status.withDescription(answer.message()), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
