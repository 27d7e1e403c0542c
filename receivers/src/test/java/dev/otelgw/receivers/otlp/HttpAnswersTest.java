package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswersTest {

  private static final String PROTOBUF = HttpSender.PROTOBUF;
  private static final String JSON = HttpSender.JSON;

  private final Rig.Options options = new Rig.Options();
  private Rig rig;
  private HttpSender sender;

  private void start() {
    rig = options.start();
    sender = new HttpSender(rig.receiver.httpPort());
  }

  @AfterEach
  void close() {
    Await.until("memory given back", () -> rig.memory.held() == 0);
    sender.close();
    rig.close();
  }

  @Test
  void takesProtobuf() throws Exception {
    start();
    Batch batch = Batches.spans("a", 4);
    HttpResponse<byte[]> response = sender.protobuf("/v1/traces", batch.toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(PROTOBUF);
    assertThat(response.body()).isEmpty();
    assertThat(rig.sink.batches().getFirst().toByteArray()).isEqualTo(batch.toByteArray());
    assertThat(rig.observer.lines()).containsExactly("http accepted 4 spans");
  }

  @Test
  void takesJson() throws Exception {
    start();
    Batch batch = Batches.of(Signal.LOGS, "a", 4);
    HttpResponse<byte[]> response =
        sender.post(
            "/v1/logs", OtlpJson.write(batch), "Content-Type", "Application/JSON; charset=utf-8");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(JSON);
    assertThat(text(response)).isEqualTo("{}");
    assertThat(rig.sink.batches().getFirst().message()).isEqualTo(batch.message());
  }

  @Test
  void emptyRequestsAreFineAndGoNoFurther() throws Exception {
    start();
    assertThat(sender.protobuf("/v1/traces", new byte[0]).statusCode()).isEqualTo(200);
    byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThat(sender.post("/v1/traces", json, "Content-Type", JSON).statusCode()).isEqualTo(200);
    assertThat(rig.sink.batches()).isEmpty();
    assertThat(rig.observer.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
  void otherMethodsAreToldToPost(String method) throws Exception {
    start();
    HttpResponse<byte[]> response = sender.send(method, "/v1/traces", BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("POST");
    assertThat(text(response))
        .isEqualTo("receiver otlp: /v1/traces takes POST, not %s\n".formatted(method));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/grpc", "application/protobufs"})
  void otherContentTypesAreToldTheTwo(String type) throws Exception {
    start();
    byte[] body = Batches.spans("a", 1).toByteArray();
    HttpResponse<byte[]> response =
        type.isEmpty()
            ? sender.post("/v1/traces", body)
            : sender.post("/v1/traces", body, "Content-Type", type);
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(header(response, "content-type")).startsWith("text/plain");
    assertThat(text(response)).contains(PROTOBUF, JSON);
  }

  @Test
  void unknownPathsAreToldTheKnown() throws Exception {
    options.signals = EnumSet.of(Signal.TRACES, Signal.LOGS);
    start();
    HttpResponse<byte[]> response = sender.protobuf("/v1/trace?x=1", new byte[100]);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response))
        .isEqualTo("receiver otlp: nothing is at /v1/trace; paths here: /v1/traces, /v1/logs\n");
    response = sender.protobuf("/v1/metrics", new byte[100]);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("no pipeline takes metrics from receiver otlp\n");
  }

  @Test
  void malformedProtobufIsToldWhere() throws Exception {
    start();
    HttpResponse<byte[]> response = sender.protobuf("/v1/traces", new byte[] {10, 5, 1});
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "content-type")).isEqualTo(PROTOBUF);
    UnknownFieldSet status = UnknownFieldSet.parseFrom(response.body());
    assertThat(status.getField(1).getVarintList()).containsExactly(3L);
    assertThat(status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8())
        .startsWith("receiver otlp: malformed ExportTraceServiceRequest at byte");
    assertThat(rig.observer.lines()).containsExactly("http refused 0 spans invalid");
  }

  @Test
  void malformedJsonIsToldWhere() throws Exception {
    start();
    byte[] json = "{\"resourceSpans\":[}".getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = sender.post("/v1/traces", json, "Content-Type", JSON);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "content-type")).isEqualTo(JSON);
    assertThat(text(response)).startsWith("{\"code\":3,\"message\":\"receiver otlp: ");
  }

  @ParameterizedTest
  @CsvSource({"QUEUE_FULL, 503", "RATE_LIMITED, 429"})
  void refusalsSayWhenToComeBack(Reason reason, int status) throws Exception {
    start();
    rig.sink.then(new Outcome.Refused(reason, "not now", Duration.ofMillis(1200)));
    HttpResponse<byte[]> response = postJson();
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "retry-after")).isEqualTo("2");
    assertThat(text(response)).contains("\"message\":\"not now\"", "google.rpc.RetryInfo");
    rig.sink.then(Outcome.refused(reason, "not now"));
    assertThat(header(postJson(), "retry-after")).isEqualTo("1");
  }

  private HttpResponse<byte[]> postJson() throws Exception {
    byte[] json = OtlpJson.write(Batches.spans("a", 1));
    return sender.post("/v1/traces", json, "Content-Type", JSON);
  }

  @Test
  void rejectionsDoNot() throws Exception {
    start();
    rig.sink.then(new Outcome.Rejected(Reason.INVALID, "never"));
    HttpResponse<byte[]> response = postJson();
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
    assertThat(text(response)).isEqualTo("{\"code\":3,\"message\":\"never\"}");
  }

  @Test
  void partialSuccessIsToldInTheFormatOfTheRequest() throws Exception {
    start();
    rig.sink.then(new Outcome.Partial(2, "too old")).then(new Outcome.Partial(2, "too old"));
    assertThat(text(postJson()))
        .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"too old\"}}");
    byte[] reply = sender.protobuf("/v1/traces", Batches.spans("a", 3).toByteArray()).body();
    assertThat(ExportTraceServiceResponse.parseFrom(reply).getPartialSuccess().getRejectedSpans())
        .isEqualTo(2);
  }

  @Test
  void bugsAreLoggedOnceWithTheirStack() throws Exception {
    start();
    for (int i = 0; i < 3; i++) {
      rig.sink.then(_ -> {
        throw new IllegalStateException("a bug, for a test");
      });
      assertThat(postJson().statusCode()).isEqualTo(500);
    }
    assertThat(postJson().statusCode()).isEqualTo(200);
    assertThat(rig.warnings())
        .containsExactly("receiver otlp: a request with traces failed; its sender was told so");
    rig.receiver.close();
    assertThat(rig.warnings()).last().asString().contains("2 more of this kind");
  }

  @Test
  void bodiesOverTheLimitAreToldTheLimit() throws Exception {
    start();
    for (int size : new int[] {(1 << 20) + 1, 3 << 20, 100 << 20}) {
      byte[] body = new byte[size];
      HttpResponse<byte[]> response = sender.post("/v1/traces", body, "Content-Type", JSON);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(text(response))
          .isEqualTo(
              "{\"code\":8,\"message\":\"receiver otlp: body is larger than 1 MiB"
                  + " (protocols.http.max_request_body_size); send smaller batches or raise that"
                  + " limit\"}");
      response = // Chunked, so that nobody knows before.
          sender.send(
              "POST",
              "/v1/traces",
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
              "Content-Type",
              PROTOBUF);
      assertThat(response.statusCode()).isEqualTo(413);
    }
    assertThat(sender.protobuf("/v1/traces", new byte[0]).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatTheMemoryCannotHold() throws Exception {
    options.memory = new Memory(10_000);
    start();
    HttpResponse<byte[]> response = sender.protobuf("/v1/traces", new byte[200_000]);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "retry-after")).isEqualTo("1");
    assertThat(rig.observer.lines()).containsExactly("http refused 0 spans memory_limit");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(absent)");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
