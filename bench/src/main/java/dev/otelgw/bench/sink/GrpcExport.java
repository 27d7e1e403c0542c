package dev.otelgw.bench.sink;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Grpc;
import dev.otelgw.bench.message.Signal;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers OTLP/gRPC for one signal; gRPC unpacks the messages itself. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class GrpcExport implements ServerCallHandler<byte[], byte[]> {

  private static final byte[] EMPTY = {};

  private final Signal signal;
  private final NullSink.Settings settings;
  private final Mood mood;
  private final Arrivals arrivals;
  private final ScheduledExecutorService later;

  private GrpcExport(
      Signal signal,
      NullSink.Settings settings,
      Mood mood,
      Arrivals arrivals,
      ScheduledExecutorService later) {
    this.signal = signal;
    this.settings = settings;
    this.mood = mood;
    this.arrivals = arrivals;
    this.later = later;
  }

  static List<ServerServiceDefinition> services(
      NullSink.Settings settings, Mood mood, Arrivals arrivals, ScheduledExecutorService later) {
    return Arrays.stream(Signal.values())
        .map(signal ->
            ServerServiceDefinition.builder(signal.service())
                .addMethod(
                    Grpc.export(signal), new GrpcExport(signal, settings, mood, arrivals, later))
                .build())
        .toList();
  }

  /** gRPC's own, which know gzip, and zstd. */
  static DecompressorRegistry decompressors() {
    return DecompressorRegistry.getDefaultInstance().with(new Zstd(), true);
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    call.request(2);
    return new Receiving(call);
  }

  private final class Receiving extends ServerCall.Listener<byte[]> {

    private final ServerCall<byte[], byte[]> call;
    private byte @Nullable [] message;

    Receiving(ServerCall<byte[], byte[]> call) {
      this.call = call;
    }

    @Override
    public void onMessage(byte[] received) {
      message = received;
    }

    @Override
    public void onHalfClose() {
      Status status =
          message == null ? Status.INTERNAL.withDescription("no message") : count(message);
      if (settings.latency().isZero()) {
        answer(status);
      } else {
        later.schedule(() -> answer(status), settings.latency().toNanos(), TimeUnit.NANOSECONDS);
      }
    }

    private void answer(Status status) {
      if (status.isOk()) {
        call.sendHeaders(new Metadata());
        call.sendMessage(EMPTY);
      }
      call.close(status, new Metadata());
    }
  }

  private Status count(byte[] message) {
    Status status = status(mood.status());
    if (!status.isOk()) {
      return status;
    }
    try {
      if (arrivals.looksInside()) {
        arrivals.arrived(signal, Compression.NONE, message);
      } else {
        arrivals.arrived(message.length);
      }
      return Status.OK;
    } catch (IOException | IllegalArgumentException e) {
      return Status.INVALID_ARGUMENT.withDescription(
          "sink: cannot count the message: " + e.getMessage());
    }
  }

  /** The code that OTLP's table gives for an HTTP status. */
  private static Status status(int http) {
    return switch (http) {
      case 200 -> Status.OK;
      case 400 -> Status.INVALID_ARGUMENT;
      case 401 -> Status.UNAUTHENTICATED;
      case 403 -> Status.PERMISSION_DENIED;
      case 429 -> Status.RESOURCE_EXHAUSTED;
      case 502, 503, 504 -> Status.UNAVAILABLE;
      default -> Status.INTERNAL;
    };
  }

  private static final class Zstd implements Decompressor {

    @Override
    public String getMessageEncoding() {
      return Compression.ZSTD.coding();
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
      return Compression.ZSTD.unpacking(in);
    }
  }
}
