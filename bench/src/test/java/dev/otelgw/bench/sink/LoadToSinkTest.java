package dev.otelgw.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.bench.load.Load;
import dev.otelgw.bench.load.Pace;
import dev.otelgw.bench.load.Report;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.NumberSet;
import dev.otelgw.bench.message.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoadToSinkTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static NullSink sink(int status, Duration latency)
      throws IOException, InterruptedException {
    return NullSink.open(new NullSink.Settings(0, 0, latency, status, Arrivals.Look.IDS));
  }

  private static Load load(NullSink sink, Target.Protocol protocol, Messages.Shape shape) {
    return load(
        protocol == Target.Protocol.GRPC ? sink.grpcPort() : sink.httpPort(), protocol, shape);
  }

  private static Load load(int port, Target.Protocol protocol, Messages.Shape shape) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return Load.to(new Target(protocol, address, 3), Messages.of(shape));
  }

  private static Messages.Shape shape(Signal signal) {
    return new Messages.Shape(signal, 10, Compression.NONE, Messages.Ids.UNIQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "GRPC,TRACES",
    "GRPC,METRICS",
    "GRPC,LOGS",
    "HTTP,TRACES",
    "HTTP,METRICS",
    "HTTP,LOGS"
  })
  void nothingIsLostOrDoubled(Target.Protocol protocol, Signal signal)
      throws IOException, InterruptedException {
    try (NullSink sink = sink(200, Duration.ZERO);
        Load load = load(sink, protocol, shape(signal))) {
      Report report = load.run(new Pace.Closed(8, 20_000), LIMIT);

      assertThat(report.errors()).isZero();
      assertThat(report.acknowledgedItems())
          .isGreaterThanOrEqualTo(20_000)
          .isEqualTo(sink.counts().distinct());
      assertThat(sink.counts().duplicates()).isZero();
      assertThat(load.lost(NumberSet.fromBytes(sink.numbers()))).isZero();
      assertThat(report.latency().p50()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"GRPC,GZIP,UNIQUE", "GRPC,ZSTD,FIXED", "HTTP,GZIP,FIXED", "HTTP,ZSTD,UNIQUE"})
  void packedRequestsArriveWhole(
      Target.Protocol protocol, Compression compression, Messages.Ids ids)
      throws IOException, InterruptedException {
    var shape = new Messages.Shape(Signal.TRACES, 10, compression, ids);
    try (NullSink sink = sink(200, Duration.ZERO);
        Load load = load(sink, protocol, shape)) {
      Report report = load.run(new Pace.Closed(4, 5_000), LIMIT);

      assertThat(report.errors()).isZero();
      assertThat(sink.counts().items()).isEqualTo(report.acknowledgedItems());
      assertThat(sink.counts().distinct())
          .isEqualTo(ids == Messages.Ids.UNIQUE ? report.acknowledgedItems() : 640);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOpenLoopSendsWhatItsRateSays(Target.Protocol protocol)
      throws IOException, InterruptedException {
    try (NullSink sink = sink(200, Duration.ofMillis(3));
        Load load = load(sink, protocol, shape(Signal.TRACES))) {
      Report report = load.run(new Pace.Open(500, Duration.ofSeconds(1)), LIMIT);

      assertThat(report.requests()).isEqualTo(500);
      assertThat(report.ok()).isEqualTo(500);
      assertThat(report.latency().p50()).isGreaterThanOrEqualTo(3);
      assertThat(report.elapsed()).isGreaterThan(Duration.ofMillis(990));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GRPC,503,UNAVAILABLE",
    "GRPC,429,RESOURCE_EXHAUSTED",
    "HTTP,503,503",
    "HTTP,429,429"
  })
  void refusalsAreNamed(Target.Protocol protocol, int status, String name)
      throws IOException, InterruptedException {
    try (NullSink sink = sink(status, Duration.ZERO);
        Load load = load(sink, protocol, shape(Signal.TRACES))) {
      Report report = load.run(new Pace.Open(200, Duration.ofMillis(100)), LIMIT);

      assertThat(report.refused()).isEqualTo(20);
      assertThat(report.byStatus()).containsOnlyKeys(name);
      assertThat(sink.counts().items()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGatewayThatIsNotThereIsAnError(Target.Protocol protocol)
      throws IOException, InterruptedException {
    // Bound and never listening: nobody else can get the port.
    try (Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (Load load = load(nobody.getLocalPort(), protocol, shape(Signal.TRACES))) {
        Report report = load.run(new Pace.Open(100, Duration.ofMillis(50)), LIMIT);

        assertThat(report.errors()).isEqualTo(report.requests()).isEqualTo(5);
      }
    }
  }

  @Test
  void aSinkThatWentAwayRefusesConnectionsUntilItIsBack() throws IOException, InterruptedException {
    try (NullSink sink = sink(200, Duration.ZERO);
        Load load = load(sink, Target.Protocol.HTTP, shape(Signal.TRACES))) {
      Pace pace = new Pace.Open(100, Duration.ofMillis(50));
      post(sink, "/away");
      assertThat(load.run(pace, LIMIT).errors()).isEqualTo(5);
      assertThat(post(sink, "/back")).isEqualTo("back\n");
      assertThat(load.run(pace, LIMIT).ok()).isEqualTo(5);
      post(sink, "/status/401");
      assertThat(load.run(pace, LIMIT).byStatus()).containsOnlyKeys("401");
      post(sink, "/status/200");
      assertThat(load.run(pace, LIMIT).ok()).isEqualTo(5);
      assertThat(sink.counts().items()).isEqualTo(100);
    }
  }

  private static String post(NullSink sink, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + sink.controlPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aLoadThatIsStoppedEndsEarly() throws Exception {
    try (NullSink sink = sink(200, Duration.ZERO);
        Load load = load(sink, Target.Protocol.HTTP, shape(Signal.TRACES));
        ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Report> report =
          running.submit(() -> load.run(new Pace.Open(500, Duration.ofDays(1)), LIMIT));
      while (sink.counts().items() < 100) {
        Thread.onSpinWait();
      }
      load.stop();

      assertThat(report.get(LIMIT.toSeconds(), TimeUnit.SECONDS).unanswered()).isZero();
    }
  }

  @Test
  void theSinkAnswersQuestions() throws IOException, InterruptedException {
    try (NullSink sink = sink(200, Duration.ZERO);
        Load load = load(sink, Target.Protocol.HTTP, shape(Signal.LOGS));
        HttpClient client = HttpClient.newHttpClient()) {
      load.run(new Pace.Closed(1, 100), LIMIT);
      URI base = URI.create("http://127.0.0.1:" + sink.httpPort());

      var stats =
          client.send(
              HttpRequest.newBuilder(base.resolve("/stats")).build(),
              HttpResponse.BodyHandlers.ofString());
      var reset =
          client.send(
              HttpRequest.newBuilder(base.resolve("/reset"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(stats.body())
          .contains("requests=10 ", "items=100 ", "distinct=100 ", "duplicates=0 ");
      assertThat(reset.body()).contains("items=0 ");
    }
  }
}
