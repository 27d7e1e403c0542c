package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerTest {

  @ParameterizedTest
  @CsvSource({
    "QUEUE_FULL, UNAVAILABLE, 503",
    "MEMORY_LIMIT, UNAVAILABLE, 503",
    "SHUTTING_DOWN, UNAVAILABLE, 503",
    "UNAVAILABLE, UNAVAILABLE, 503",
    "TIMEOUT, UNAVAILABLE, 503",
    "UNAUTHORIZED, UNAVAILABLE, 503",
    "RATE_LIMITED, RESOURCE_EXHAUSTED, 429"
  })
  void refusalsAskToComeBack(Reason reason, String code, int status) {
    Answer answer = Answer.of(Outcome.refused(reason, "later"));
    assertThat(answer.verdict().grpc()).hasToString(code);
    assertThat(answer.verdict().http()).isEqualTo(status);
    assertThat(answer.retryAfterSeconds()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, INVALID_ARGUMENT, 400",
    "PARTIAL_SUCCESS, INVALID_ARGUMENT, 400",
    "TOO_LARGE, INVALID_ARGUMENT, 413",
    "RETRIES_EXHAUSTED, INTERNAL, 500",
    "UNAUTHORIZED, INTERNAL, 500",
    "INTERNAL, INTERNAL, 500"
  })
  void rejectionsDoNot(Reason reason, String code, int status) {
    Answer answer = Answer.of(new Outcome.Rejected(reason, "never"));
    assertThat(answer.verdict().grpc()).hasToString(code);
    assertThat(answer.verdict().http()).isEqualTo(status);
    assertThat(answer.retryAfter()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void onlyRetryableVerdictsAreOnesThatClientsRetry(Verdict verdict) {
    // OTLP specification, "OTLP/HTTP Response": 429, 502, 503 and 504 are retryable.
    assertThat(verdict.retryable()).isEqualTo(verdict.http() == 429 || verdict.http() == 503);
  }

  @Test
  void roundsRetryAfterUp() {
    Answer answer = Answer.of(new Outcome.Refused(Reason.QUEUE_FULL, "", Duration.ofMillis(2001)));
    assertThat(answer.retryAfterSeconds()).isEqualTo(3);
    assertThat(json(Format.JSON, answer)).contains("\"retryDelay\":\"2.001000000s\"");
  }

  @Test
  void statusIsWhatGoogleRpcStatusIs() throws InvalidProtocolBufferException {
    Answer answer =
        Answer.of(new Outcome.Refused(Reason.QUEUE_FULL, "full", Duration.ofMillis(1500)));
    UnknownFieldSet status = UnknownFieldSet.parseFrom(Replies.status(Format.PROTOBUF, answer));
    assertThat(status.getField(1).getVarintList()).containsExactly(14L);
    assertThat(status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8())
        .isEqualTo("full");
    UnknownFieldSet any =
        UnknownFieldSet.parseFrom(status.getField(3).getLengthDelimitedList().getFirst());
    assertThat(any.getField(1).getLengthDelimitedList().getFirst().toStringUtf8())
        .isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    UnknownFieldSet info =
        UnknownFieldSet.parseFrom(any.getField(2).getLengthDelimitedList().getFirst());
    UnknownFieldSet delay =
        UnknownFieldSet.parseFrom(info.getField(1).getLengthDelimitedList().getFirst());
    assertThat(delay.getField(1).getVarintList()).containsExactly(1L);
    assertThat(delay.getField(2).getVarintList()).containsExactly(500_000_000L);
  }

  @Test
  void partialSuccessIsTheGeneratedMessage() throws InvalidProtocolBufferException {
    Answer answer = Answer.of(new Outcome.Partial(7, "too \"old\"\n"));
    ExportMetricsServiceResponse response =
        ExportMetricsServiceResponse.parseFrom(
            Replies.success(Format.PROTOBUF, Signal.METRICS, answer));
    assertThat(response.getPartialSuccess().getRejectedDataPoints()).isEqualTo(7);
    assertThat(response.getPartialSuccess().getErrorMessage()).isEqualTo("too \"old\"\n");
    assertThat(json(Format.JSON, answer))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedDataPoints\":\"7\","
                + "\"errorMessage\":\"too \\\"old\\\"\\u000a\"}}");
  }

  @Test
  void longMessagesAreCutToFitIntoHeaders() {
    assertThat(Answer.of(Verdict.MALFORMED, "x".repeat(9000)).message()).hasSizeLessThan(1100);
  }

  private static String json(Format format, Answer answer) {
    byte[] bytes =
        answer.verdict() == Verdict.OK
            ? Replies.success(format, Signal.METRICS, answer)
            : Replies.status(format, answer);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
