package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.CountingSockets;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpHttpSenderTest {

  private final OtlpBackend backend = OtlpBackend.start();

  @AfterEach
  void stop() {
    backend.close();
  }

  private Outcome send(SenderSettings settings, Batch batch) {
    try (OtlpHttpSender sender = Senders.started(settings)) {
      return sender.accept(batch);
    }
  }

  private SenderSettings compressed(Compression compression) {
    return Senders.with(
        backend.url(), compression, Duration.ofSeconds(10), ConnectionSettings.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void deliversEachSignal(Signal signal) {
    Batch batch = Requests.of(signal, 3);

    assertThat(send(Senders.to(backend.url()), batch)).isEqualTo(Outcome.accepted());

    assertThat(backend.items(signal)).isEqualTo(3);
    ReceivedRequest request = backend.requests().getFirst();
    assertThat(request.body().toByteArray()).isEqualTo(batch.toByteArray());
    assertThat(request.path()).isEqualTo("/otlp/v1/" + signal.lowerName());
    assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.header("content-length")).isEqualTo("" + batch.size());
    assertThat(request.header("x-api-key")).isEqualTo("sesame-open-1234");
    assertThat(request.header("user-agent")).matches("otelgw/1\\.2\\.3 \\(\\w+/\\w+\\)");
  }

  @ParameterizedTest
  @EnumSource
  void compressesManySegmentsIntoOneBodyWithALength(Compression compression) {
    List<Batch> batches =
        IntStream.range(0, 40).mapToObj(_ -> Requests.of(Signal.TRACES, 100)).toList();
    Batch joined = Batch.join(batches);

    assertThat(send(compressed(compression), joined)).isEqualTo(Outcome.accepted());

    ReceivedRequest request = backend.requests().getFirst();
    assertThat(request.body().toByteArray()).isEqualTo(joined.toByteArray());
    assertThat(request.items()).isEqualTo(4000);
    assertThat(request.header("content-encoding")).isEqualTo(compression.encoding());
    assertThat(request.header("content-length")).isEqualTo("" + request.wireSize());
    if (compression != Compression.NONE) {
      assertThat(request.wireSize()).isLessThan(joined.size() / 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesJsonWhereAskedTo(Compression compression) throws Exception {
    Batch joined =
        Batch.join(List.of(Requests.of(Signal.TRACES, 300), Requests.of(Signal.TRACES, 20)));

    assertThat(send(Senders.json(backend.url(), compression), joined))
        .isEqualTo(Outcome.accepted());

    ReceivedRequest request = backend.requests().getFirst();
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.header("content-encoding")).isEqualTo(compression.encoding());
    assertThat(request.header("content-length")).isEqualTo("" + request.wireSize());
    assertThat(request.body().toStringUtf8()).startsWith("{\"resourceSpans\":[{");
    assertThat(request.message()).isEqualTo(joined.message());
  }

  @ParameterizedTest
  @EnumSource
  void readsAnAnswerInJson(Signal signal) {
    String items =
        switch (signal) {
          case TRACES -> "rejectedSpans";
          case METRICS -> "rejectedDataPoints";
          case LOGS -> "rejectedLogRecords";
        };
    backend.answer(
        Answer.json(
            200, "{\"partialSuccess\":{\"%s\":\"2\",\"errorMessage\":\"old\"}}".formatted(items)));

    assertThat(send(Senders.json(backend.url(), Compression.GZIP), Requests.of(signal, 3)))
        .isEqualTo(new Outcome.Partial(2, "old"));
  }

  @ParameterizedTest
  @EnumSource
  void compressesWhatDoesNotShrink(Compression compression) {
    byte[] noise = new byte[700_000];
    new java.util.Random(7).nextBytes(noise);
    KeyValue attribute =
        KeyValue.newBuilder()
            .setKey("noise")
            .setValue(AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(noise)))
            .build();
    Resource resource = Resource.newBuilder().addAttributes(attribute).build();
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().setResource(resource))
            .build()
            .toByteArray();
    Batch batch = Batch.of(Signal.TRACES, bytes, 0);

    assertThat(send(compressed(compression), batch)).isEqualTo(Outcome.accepted());

    assertThat(backend.requests().getFirst().body().toByteArray()).isEqualTo(batch.toByteArray());
  }

  @ParameterizedTest
  @EnumSource
  void usesItsCompressorsAgain(Compression compression) {
    try (OtlpHttpSender sender = Senders.started(compressed(compression))) {
      for (int n = 1; n <= 20; n++) {
        assertThat(sender.accept(Requests.of(Signal.LOGS, n))).isEqualTo(Outcome.accepted());
      }
    }
    assertThat(backend.logs())
        .extracting(log -> log.getResourceLogs(0).getScopeLogs(0).getLogRecordsCount())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void sendsFromManyThreads() throws Exception {
    try (OtlpHttpSender sender = Senders.started(compressed(Compression.GZIP));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          IntStream.range(0, 200)
              .mapToObj(_ -> threads.submit(() -> sender.accept(Requests.of(Signal.TRACES, 5))))
              .toList();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(Outcome.accepted());
      }
    }
    assertThat(backend.items(Signal.TRACES)).isEqualTo(1000);
  }

  @Test
  void sendsAnEmptyBatch() {
    Batch empty = Batch.of(Signal.TRACES, new byte[0], 0);

    assertThat(send(compressed(Compression.GZIP), empty)).isEqualTo(Outcome.accepted());
    assertThat(backend.requests()).hasSize(1);
  }

  @Test
  void keepsConnectionsUnlessToldNotTo() throws Exception {
    try (CountingSockets sockets = CountingSockets.to(backend.port())) {
      String url = "http://127.0.0.1:" + sockets.port() + "/otlp";
      sendTwice(Senders.to(url));
      assertThat(sockets.accepted()).isEqualTo(1);

      sendTwice(Senders.connecting(url, Senders.Connecting::notKept));
      assertThat(sockets.accepted()).isEqualTo(3);
    }
  }

  private void sendTwice(SenderSettings settings) {
    try (OtlpHttpSender sender = Senders.started(settings)) {
      for (int i = 0; i < 2; i++) {
        assertThat(sender.accept(Requests.of(Signal.TRACES, 1))).isEqualTo(Outcome.accepted());
      }
    }
  }

  @Test
  void takesUserAndPasswordFromTheUrlAndHidesThem() {
    backend.requireBasicAuth("joe", "secret-word");
    String url = backend.url().replace("://", "://joe:secret-word@");

    assertThat(send(Senders.to(url), Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());

    backend.answer(Answer.text(500, "secret-word, and again sesame-open-1234"));
    Outcome refused = send(Senders.to(url), Requests.of(Signal.LOGS, 1));
    assertThat(refused.toString())
        .contains("500 from " + backend.url() + "/v1/logs: ***, and again ***")
        .doesNotContain("secret-word")
        .doesNotContain("sesame");
  }

  @Test
  void refusesASignalWithoutUrl() {
    SenderSettings all = Senders.to(backend.url());
    SenderSettings none =
        new SenderSettings(
            java.util.Map.of(),
            all.headers(),
            all.auth(),
            all.encoding(),
            all.compression(),
            all.params(),
            all.timeout(),
            all.connections(),
            Hints.NONE);

    assertThat(send(none, Requests.of(Signal.METRICS, 1)))
        .isEqualTo(
            Outcome.refused(
                Reason.UNAVAILABLE,
                "nowhere to send metrics to: set endpoint, or metrics_endpoint"));
  }

  @Test
  void isClosedWithoutStartAndTwiceAndThenTakesNothing() {
    OtlpHttpSender sender = new OtlpHttpSender(Senders.to(backend.url()), Senders.CONTEXT);
    sender.close();
    sender.close();

    assertThat(sender.accept(Requests.of(Signal.LOGS, 1)))
        .isEqualTo(Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping"));
    assertThat(backend.requests()).isEmpty();
  }

  @Test
  void closeBreaksOffWhatIsUnderWay() throws Exception {
    backend.answer(Answer.ok().after(Duration.ofSeconds(30)));
    OtlpHttpSender sender = Senders.started(Senders.to(backend.url()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(() -> sender.accept(Requests.of(Signal.LOGS, 1)));
      backend.awaitRequests(1, Duration.ofSeconds(5));

      sender.close();

      assertThat(outcome.get())
          .isEqualTo(Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping"));
    }
  }

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    backend.answer(Answer.ok().after(Duration.ofSeconds(30)));
    try (OtlpHttpSender sender = Senders.started(Senders.to(backend.url()))) {
      FutureTask<Outcome> attempt =
          new FutureTask<>(() -> sender.accept(Requests.of(Signal.LOGS, 1)));
      Thread thread = Thread.ofVirtual().start(attempt);
      backend.awaitRequests(1, Duration.ofSeconds(5));

      thread.interrupt();

      assertThat(attempt.get(5, TimeUnit.SECONDS))
          .isEqualTo(Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping"));
    }
  }
}
