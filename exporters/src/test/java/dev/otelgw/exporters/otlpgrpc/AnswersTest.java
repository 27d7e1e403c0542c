package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.send;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.exporters.testing.GrpcAnswer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnswersTest {

  private final GrpcBackend backend = GrpcBackend.start();

  @AfterEach
  void stop() {
    backend.close();
  }

  private Outcome answered(GrpcAnswer answer) {
    return answered(answer, Signal.TRACES);
  }

  private Outcome answered(GrpcAnswer answer, Signal signal) {
    backend.answer(answer);
    return send(to(backend.address()).config(), Requests.of(signal, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELLED, UNAVAILABLE",
    "UNKNOWN, UNAVAILABLE",
    "INVALID_ARGUMENT, INVALID",
    "DEADLINE_EXCEEDED, TIMEOUT",
    "NOT_FOUND, UNAVAILABLE",
    "ALREADY_EXISTS, INVALID",
    "PERMISSION_DENIED, UNAUTHORIZED",
    "RESOURCE_EXHAUSTED, RATE_LIMITED",
    "FAILED_PRECONDITION, INVALID",
    "ABORTED, UNAVAILABLE",
    "OUT_OF_RANGE, UNAVAILABLE",
    "UNIMPLEMENTED, UNAVAILABLE",
    "INTERNAL, UNAVAILABLE",
    "UNAVAILABLE, UNAVAILABLE",
    "DATA_LOSS, UNAVAILABLE",
    "UNAUTHENTICATED, UNAUTHORIZED"
  })
  void everyStatusHasItsMeaningAndItsWordsAreShown(Status.Code code, Reason reason) {
    Outcome outcome = answered(GrpcAnswer.of(code, "not today"));

    String message = code + " from " + backend.address() + ": not today";
    switch (outcome) {
      case Outcome.Refused refused -> {
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).startsWith(message);
        assertThat(refused.retryAfter()).isZero();
        assertThat(reason.retryable()).isTrue();
      }
      case Outcome.Rejected rejected -> {
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.message()).startsWith(message);
        assertThat(reason.retryable()).isFalse();
      }
      default -> throw new AssertionError(outcome);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"RESOURCE_EXHAUSTED", "UNAVAILABLE"})
  void waitsAsLongAsRetryInfoSays(Status.Code code) {
    Outcome outcome = answered(GrpcAnswer.of(code, "busy").retryAfter(Duration.ofMillis(7300)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(7300)));
  }

  @Test
  void waitsNoLongerThanAnHour() {
    GrpcAnswer answer =
        GrpcAnswer.of(Status.Code.UNAVAILABLE, "gone fishing").retryAfter(Duration.ofDays(3));

    assertThat(answered(answer))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc: received message larger than max (5000000 vs. 4194304)",
        "grpc: received message after decompression larger than max (5000000 vs. 4194304)",
        "gRPC message exceeds maximum size 4194304: 5000000",
        "Decompressed gRPC message exceeds maximum size 4194304",
        "Received message larger than max (5000000 vs. 4194304)",
        "Received message exceeds the maximum configured message size.",
        "receiver otlp: message is larger than protocols.grpc.max_recv_msg_size_mib (4 MiB)"
      })
  void whatIsTooLargeIsToBeSplit(String words) {
    assertThat(answered(GrpcAnswer.of(Status.Code.RESOURCE_EXHAUSTED, words)))
        .isEqualTo(
            new Outcome.Rejected(
                Reason.TOO_LARGE, "RESOURCE_EXHAUSTED from " + backend.address() + ": " + words));
  }

  @Test
  void tonicSaysTooLargeWithAnotherCode() {
    String words = "Error, message length too large: found 5000000 bytes, the limit is: 4194304";

    assertThat(answered(GrpcAnswer.of(Status.Code.OUT_OF_RANGE, words)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void aLimitThatPassesIsNotTakenForAMessageThatIsTooLarge() {
    GrpcAnswer answer =
        GrpcAnswer.of(Status.Code.RESOURCE_EXHAUSTED, "rate 12 MB/s exceeds the limit of 10 MB/s")
            .retryAfter(Duration.ofSeconds(2));

    assertThat(answered(answer))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.RATE_LIMITED));
  }

  @Test
  void aRealServersLimitSplits() {
    try (GrpcBackend small =
        GrpcBackend.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server -> server.maxInboundMessageSize(100))) {
      assertThat(send(to(small.address()).config(), Requests.of(Signal.TRACES, 5)))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void partialSuccessIsCountedAndShown(Signal signal) {
    assertThat(answered(GrpcAnswer.partial(signal, 2, "two are too old"), signal))
        .isEqualTo(new Outcome.Partial(2, "two are too old"));
    assertThat(answered(GrpcAnswer.partial(signal, 0, "upgrade, please"), signal))
        .isEqualTo(new Outcome.Partial(0, "upgrade, please"));
    assertThat(answered(GrpcAnswer.partial(signal, 0, ""), signal)).isEqualTo(Outcome.accepted());
    assertThat(answered(GrpcAnswer.partial(signal, 99, "more than there were"), signal))
        .isEqualTo(new Outcome.Partial(5, "more than there were"));
  }

  @Test
  void aSuccessThatCannotBeReadIsASuccess() {
    assertThat(answered(GrpcAnswer.ok(ByteString.fromHex("0aff01")))).isEqualTo(Outcome.accepted());
  }

  @Test
  void saysWhatToDoAboutCredentials() {
    assertThat(answered(GrpcAnswer.of(Status.Code.UNAUTHENTICATED, "no token")))
        .isEqualTo(
            Outcome.refused(
                Reason.UNAUTHORIZED,
                "UNAUTHENTICATED from "
                    + backend.address()
                    + ": no token; check the credentials under headers or auth"));
  }

  @Test
  void saysThatNothingTakesTheSignalThere() throws Exception {
    Server empty =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    Batch batch = Requests.of(Signal.METRICS, 1);
    try {
      assertThat(send(to("127.0.0.1:" + empty.getPort()).config(), batch).toString())
          .contains("UNIMPLEMENTED from 127.0.0.1:" + empty.getPort())
          .contains("nothing takes OTLP metrics there; check endpoint");
    } finally {
      empty.shutdownNow();
    }
  }

  @Test
  void saysThatTheCompressionIsNotTaken() {
    backend.answer(
        GrpcAnswer.of(
            Status.Code.UNIMPLEMENTED,
            "grpc: Decompressor is not installed for grpc-encoding \"zstd\""));

    assertThat(
            send(
                    to(backend.address()).compression(GrpcCompression.ZSTD).config(),
                    Requests.of(Signal.LOGS, 1))
                .toString())
        .contains("the backend does not take compression zstd; try another one");
  }

  @Test
  void showsTheWordsOfTheDetailsWhereTheStatusHasNone() {
    GrpcAnswer bare = GrpcAnswer.of(Status.Code.UNAVAILABLE, "");
    ByteString details = ByteString.fromHex("1205").concat(ByteString.copyFromUtf8("sorry"));
    GrpcAnswer answer = new GrpcAnswer(Status.UNAVAILABLE, details, bare.response(), bare.delay());

    assertThat(answered(answer))
        .isEqualTo(
            Outcome.refused(
                Reason.UNAVAILABLE, "UNAVAILABLE from " + backend.address() + ": sorry"));
  }
}
