package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcAnswersTest {

  static Stream<Arguments> compressions() {
    return Stream.of(
        Arguments.of("gzip", (GrpcSender.Wrapper) GZIPOutputStream::new),
        Arguments.of("zstd", (GrpcSender.Wrapper) ZstdOutputStreamNoFinalizer::new),
        Arguments.of("snappy", (GrpcSender.Wrapper) SnappyFramedOutputStream::new),
        Arguments.of("deflate", (GrpcSender.Wrapper) DeflaterOutputStream::new));
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void takesCompressedMessages(String name, GrpcSender.Wrapper wrapper) {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort(), name, wrapper)) {
      for (Signal signal : Signal.values()) {
        sender.send(signal, Batches.of(signal, "a", 50).toByteArray());
      }
      assertThat(rig.sink.batches()).hasSize(3);
      assertThat(rig.sink.batches().getLast().toByteArray())
          .isEqualTo(Batches.of(Signal.LOGS, "a", 50).toByteArray());
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void stopsBombsAtTheLimit(String name, GrpcSender.Wrapper wrapper) {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort(), name, wrapper)) {
      Status status = refused(sender, Signal.TRACES, new byte[2 << 20]);
      assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(status.getDescription())
          .isEqualTo(
              "receiver otlp: decompressed request is larger than 1 MiB"
                  + " (protocols.grpc.max_recv_msg_size_mib); send smaller batches or raise that"
                  + " limit");
    }
  }

  @Test
  void saysWhatIsWrongWithBrokenCompression() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort(), "gzip", out -> out)) {
      Status status = refused(sender, Signal.TRACES, Batches.spans("a", 1).toByteArray());
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(status.getDescription()).contains("broken gzip data");
    }
  }

  @Test
  void namesTheLimitToAMessageThatIsTooLarge() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      for (int bytes : new int[] {(1 << 20) + 1, 5 << 20, 100 << 20}) {
        Status status = refused(sender, Signal.LOGS, new byte[bytes]);
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription())
            .startsWith("receiver otlp: message is larger than 1 MiB")
            .contains("protocols.grpc.max_recv_msg_size_mib");
      }
      sender.send(Signal.LOGS, Batches.of(Signal.LOGS, "next", 1).toByteArray());
      assertThat(rig.sink.batches()).hasSize(1);
      assertThat(rig.observer.lines()).contains("grpc refused 0 log records too_large");
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void refusesWhatTheMemoryCannotHold() {
    Rig.Options options = new Rig.Options();
    options.memory = new Memory(10_000);
    try (Rig rig = options.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      StatusRuntimeException e = failure(sender, Signal.LOGS, new byte[500_000]);
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(e.getTrailers().containsKey(GrpcCall.STATUS_DETAILS)).isTrue();
      assertThat(rig.observer.lines()).contains("grpc refused 0 log records memory_limit");
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void countsMoreForARequestThanItsBytes() {
    Rig.Options options = new Rig.Options();
    options.memory = new Memory(Holding.REQUEST - 1);
    try (Rig rig = options.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      assertThat(refused(sender, Signal.TRACES, new byte[0]).getCode())
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(rig.memory.held()).isZero();
    }
  }

  @Test
  void saysWhatIsMalformedAndWhere() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      byte[] bytes = Batches.spans("a", 3).toByteArray();
      bytes[bytes.length - 5] = (byte) 0xff;
      Status status = refused(sender, Signal.TRACES, bytes);
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(status.getDescription())
          .startsWith("receiver otlp: malformed ExportTraceServiceRequest at byte");
      assertThat(rig.observer.lines()).containsExactly("grpc refused 0 spans invalid");
    }
  }

  @Test
  void refusalsCarryRetryInfo() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      rig.sink.then(new Outcome.Refused(Reason.QUEUE_FULL, "full", Duration.ofSeconds(9)));
      StatusRuntimeException e =
          failure(sender, Signal.TRACES, Batches.spans("a", 1).toByteArray());
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(e.getStatus().getDescription()).isEqualTo("full");
      byte[] details = e.getTrailers().get(GrpcCall.STATUS_DETAILS);
      assertThat(new String(details, StandardCharsets.UTF_8)).contains("google.rpc.RetryInfo");
      assertThat(details).endsWith(2 + 2, 10, 2, 8, 9); // value = RetryInfo{retry_delay{9 s}}
    }
  }

  @Test
  void partialSuccessIsTold() throws Exception {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      rig.sink.then(new Outcome.Partial(2, "too old"));
      byte[] reply = sender.send(Signal.TRACES, Batches.spans("a", 5).toByteArray());
      ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(reply);
      assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
      assertThat(response.getPartialSuccess().getErrorMessage()).isEqualTo("too old");
    }
  }

  @Test
  void aSignalWithoutAPipelineIsUnimplemented() {
    Rig.Options options = new Rig.Options();
    options.signals = EnumSet.of(Signal.TRACES);
    try (Rig rig = options.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      Status status = refused(sender, Signal.METRICS, new byte[0]);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(status.getDescription()).isEqualTo("no pipeline takes metrics from receiver otlp");
      Status unknown =
          catchThrowableOfType(
                  StatusRuntimeException.class,
                  () -> sender.call(GrpcSender.method("some.Service/Method"), new byte[0]))
              .getStatus();
      assertThat(unknown.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }

  @Test
  void anUnknownCompressionIsUnimplemented() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort(), "br", out -> out)) {
      assertThat(refused(sender, Signal.TRACES, new byte[10]).getCode())
          .isEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }

  @Test
  void aCallThatIsCancelledInItsMiddleHoldsNothing() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      ClientCall<byte[], byte[]> call =
          sender.channel().newCall(GrpcSender.export(Signal.TRACES), CallOptions.DEFAULT);
      call.start(new ClientCall.Listener<>() {}, new Metadata());
      call.sendMessage(new byte[500_000]); // Never half-closed, so never complete.
      Await.until("the message came", () -> rig.memory.held() == Holding.REQUEST + 500_000);
      call.cancel("enough", null);
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void manyRequestsOnFewConnectionsAllArrive() throws Exception {
    AtomicLong answered = new AtomicLong();
    List<Future<?>> all = new ArrayList<>();
    try (Rig rig = Rig.start();
        GrpcSender one = new GrpcSender(rig.receiver.grpcPort());
        GrpcSender two = new GrpcSender(rig.receiver.grpcPort(), "gzip", GZIPOutputStream::new);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      byte[] bytes = Batches.spans("many", 100).toByteArray();
      for (int i = 0; i < 1000; i++) {
        GrpcSender sender = i % 2 == 0 ? one : two;
        all.add(
            threads.submit(() -> {
              sender.send(Signal.TRACES, bytes);
              answered.incrementAndGet();
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      assertThat(answered).hasValue(1000);
      assertThat(rig.sink.batches()).hasSize(1000);
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  private static Status refused(GrpcSender sender, Signal signal, byte[] bytes) {
    return failure(sender, signal, bytes).getStatus();
  }

  private static StatusRuntimeException failure(GrpcSender sender, Signal signal, byte[] bytes) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> sender.send(signal, bytes));
  }
}
