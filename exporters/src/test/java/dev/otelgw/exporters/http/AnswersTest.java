package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private final OtlpBackend backend = OtlpBackend.start();
  private final Context context =
      new Context(
          Senders.CONTEXT.id(),
          Senders.CONTEXT.observer(),
          new ManualClock(),
          Senders.CONTEXT.memory(),
          Senders.CONTEXT.product());
  private final OtlpHttpSender sender = Senders.started(Senders.to(backend.url()), context);

  @AfterEach
  void stop() {
    sender.close();
    backend.close();
  }

  private Outcome on(Answer answer) {
    return on(answer, Signal.TRACES);
  }

  private Outcome on(Answer answer, Signal signal) {
    backend.answer(answer);
    return sender.accept(Requests.of(signal, 3));
  }

  private String from() {
    return " from " + backend.url() + "/v1/traces";
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void takesEverySuccessForAccepted(int status) {
    assertThat(on(Answer.status(status))).isEqualTo(Outcome.accepted());
  }

  @ParameterizedTest
  @EnumSource
  void readsPartialSuccessOfEachSignal(Signal signal) {
    assertThat(on(Answer.partial(signal, 2, "too\nlong"), signal))
        .isEqualTo(new Outcome.Partial(2, "too long"));
    assertThat(on(Answer.partial(signal, 0, "out of order"), signal))
        .isEqualTo(new Outcome.Partial(0, "out of order"));
    assertThat(on(Answer.partial(signal, 0, ""), signal)).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.partial(signal, 99, "all"), signal))
        .isEqualTo(new Outcome.Partial(3, "all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"partialSuccess":{"rejectedSpans":"2","errorMessage":"no"}}
          {"partialSuccess":{"rejectedSpans":2,"errorMessage":"no"}}
          {"partial_success":{"rejected_spans":2,"error_message":"no"}}
          {"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"no"}}
          {"partialSuccess":{"errorMessage":"no","rejectedLogRecords":"2"}}
          """)
  void readsPartialSuccessInJson(String body) {
    assertThat(on(Answer.json(200, body))).isEqualTo(new Outcome.Partial(2, "no"));
  }

  @Test
  void takesSuccessWithoutPartialSuccessForAccepted() {
    assertThat(on(Answer.json(200, "{}"))).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.json(200, "{\"partialSuccess\":{}}"))).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.protobuf(200, new byte[0]))).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.text(200, "{\"partialSuccess\":{\"rejectedSpans\":2}}")))
        .isEqualTo(Outcome.accepted());
  }

  @Test
  void takesSuccessThatCannotBeReadForAccepted() {
    assertThat(on(Answer.protobuf(200, new byte[] {1, 2, 3}))).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.status(200).body("text/html", new byte[] {'<'})))
        .isEqualTo(Outcome.accepted());
    assertThat(on(Answer.json(200, "oops"))).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.json(200, "{}").hangingUp(Answer.HangUp.MIDWAY)))
        .isEqualTo(Outcome.accepted());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          301, UNAVAILABLE
          302, UNAVAILABLE
          307, UNAVAILABLE
          308, UNAVAILABLE
          400, INVALID
          401, UNAUTHORIZED
          402, INVALID
          403, UNAUTHORIZED
          404, UNAVAILABLE
          405, UNAVAILABLE
          408, UNAVAILABLE
          409, INVALID
          413, TOO_LARGE
          415, UNAVAILABLE
          422, INVALID
          425, UNAVAILABLE
          426, UNAVAILABLE
          429, RATE_LIMITED
          431, UNAVAILABLE
          500, UNAVAILABLE
          501, UNAVAILABLE
          502, UNAVAILABLE
          503, UNAVAILABLE
          504, UNAVAILABLE
          520, UNAVAILABLE
          530, UNAVAILABLE
          """)
  void decidesByStatus(int status, Reason reason) {
    Outcome outcome = on(Answer.text(status, "the words"));

    switch (outcome) {
      case Outcome.Refused(Reason why, String message, Duration retryAfter) -> {
        assertThat(why).isEqualTo(reason);
        assertThat(why.retryable()).isTrue();
        assertThat(message).startsWith(status + from() + ": the words");
        assertThat(retryAfter).isZero();
      }
      case Outcome.Rejected(Reason why, String message) -> {
        assertThat(why).isEqualTo(reason);
        assertThat(why.retryable()).isFalse();
        assertThat(message).startsWith(status + from() + ": the words");
      }
      default -> assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6                             | 6
          0                             | 0
          86400                         | 3600
          99999999999999999999          | 3600
          Thu, 01 Jan 2026 00:02:00 GMT | 120
          Wed, 31 Dec 2025 23:00:00 GMT | 0
          soon                          | 0
          -5                            | 0
          """)
  void obeysRetryAfter(String header, long seconds) {
    Outcome outcome = on(Answer.text(429, "slow down").header("Retry-After", header));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                Reason.RATE_LIMITED, "429" + from() + ": slow down", Duration.ofSeconds(seconds)));
  }

  @Test
  void readsAStatusInProtobufWithItsRetryInfo() throws IOException {
    byte[] delay = com.google.protobuf.Duration.newBuilder().setSeconds(7).build().toByteArray();
    Any retryInfo =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
            .setValue(message(1, ByteString.copyFrom(delay)))
            .build();
    byte[] status =
        message(2, ByteString.copyFromUtf8("ingester is full"))
            .concat(message(3, retryInfo.toByteString()))
            .toByteArray();

    assertThat(on(Answer.protobuf(503, status)))
        .isEqualTo(
            new Outcome.Refused(
                Reason.UNAVAILABLE, "503" + from() + ": ingester is full", Duration.ofSeconds(7)));
  }

  private static ByteString message(int field, ByteString value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeBytes(field, value);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  @Test
  void readsRetryInfoInJson() {
    String body =
        """
        {"code":14,"message":"full","details":[
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"9s"}]}
        """;
    assertThat(on(Answer.json(503, body)))
        .isEqualTo(
            new Outcome.Refused(
                Reason.UNAVAILABLE, "503" + from() + ": full", Duration.ofSeconds(9)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json         | {"message":"bad span"}                            | bad span
          application/json         | {"status":"error","error":"bad span"}             | bad span
          application/json         | {"error":{"code":3,"message":"bad span"}}         | bad span
          application/json         | {"errors":["bad span"]}                           | {"errors":["bad span"]}
          application/json         | {"message":"bad                                   | {"message":"bad
          text/plain               | {"message":"bad span"}                            | bad span
          text/plain               | bad span                                          | bad span
          application/x-protobuf   | bad span                                          | bad span
          text/html                | <html><head><TITLE>502 Oh</TITLE></head><p>x</p>  | 502 Oh
          """)
  void showsTheBackendsOwnWords(String type, String body, String shown) {
    Answer answer = Answer.status(400).body(type, body.getBytes(StandardCharsets.UTF_8));

    assertThat(on(answer))
        .isEqualTo(new Outcome.Rejected(Reason.INVALID, "400" + from() + ": " + shown));
  }

  @Test
  void showsOneLineOfBoundedLengthWithoutControlCharacters() {
    String text = "a\r\n\tb \u001b[31mred\u0007 \u202e" + "x".repeat(100_000);

    String message = ((Outcome.Rejected) on(Answer.text(400, text))).message();

    assertThat(message).startsWith("400" + from() + ": a b [31mred xxx").endsWith("x...");
    assertThat(message).hasSizeLessThan(1200).doesNotContain("\n", "\u001b", "\u202e");
  }

  @Test
  void readsNoMoreThanItMust() {
    assertThat(on(Answer.text(500, "y".repeat(10_000_000)))).isInstanceOf(Outcome.Refused.class);
    assertThat(on(Answer.ok())).isEqualTo(Outcome.accepted());
  }

  @Test
  void followsNoRedirectAndSaysWhereItLeads() {
    Answer moved = Answer.status(307).header("Location", "https://else.example/v1/traces?k=v");

    assertThat(on(moved).toString())
        .contains("307" + from() + "; redirects to https://else.example/v1/traces, which is not")
        .doesNotContain("k=v");
    assertThat(backend.requests()).hasSize(1);
  }

  @Test
  void saysHowToMendAWrongPathAndKeepsTheData() {
    assertThat(on(Answer.text(404, "404 page not found")))
        .isEqualTo(
            Outcome.refused(
                Reason.UNAVAILABLE,
                "404"
                    + from()
                    + ": 404 page not found; nothing takes OTLP there: endpoint is a base URL that"
                    + " /v1/traces is added to, traces_endpoint a whole one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client sent an HTTP request to an HTTPS server.",
        "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>"
      })
  void knowsATlsPortSpokenToInTheClear(String body) {
    Outcome outcome = on(Answer.text(400, body));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.toString()).contains("the port speaks TLS: write https://");
  }
}
