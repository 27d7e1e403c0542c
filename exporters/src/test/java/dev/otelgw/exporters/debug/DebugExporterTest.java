package dev.otelgw.exporters.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DebugExporterTest {

  private final List<String> printed = new ArrayList<>();

  private String print(Verbosity verbosity, Batch... batches) {
    Exporter exporter = new DebugExporter(verbosity, Sampler.everything(), printed::add);
    for (Batch batch : batches) {
      assertThat(exporter.accept(batch)).isEqualTo(Outcome.accepted());
    }
    return String.join("\n", printed);
  }

  @Test
  void printsALinePerRequest() {
    assertThat(
            print(
                Verbosity.BASIC,
                Requests.of(Signal.TRACES, 3),
                Requests.of(Signal.METRICS, 1),
                Requests.of(Signal.LOGS, 2)))
        .matches(
            """
            traces: 3 spans of checkout, first "POST /pay" \\(Server, 1\\.500 ms\\), \\d+ bytes
            metrics: 1 metric point of checkout, first "queue\\.length", \\d+ bytes
            logs: 2 log records of checkout, first INFO "paid 0", \\d+ bytes\
            """);
  }

  @Test
  void namesFewServicesAndSaysWhatHasNone() {
    Batch anonymous =
        Batch.of(
            Signal.TRACES,
            Requests.traces(1).toBuilder()
                .setResourceSpans(
                    0, Requests.traces(1).getResourceSpans(0).toBuilder().clearResource())
                .build()
                .toByteArray(),
            1);

    assertThat(
            print(Verbosity.BASIC, Batch.join(List.of(Requests.of(Signal.TRACES, 1), anonymous))))
        .startsWith("traces: 2 spans of checkout, a resource without service.name, first");
  }

  @Test
  void printsALinePerItem() {
    assertThat(print(Verbosity.NORMAL, Requests.of(Signal.TRACES, 2)).lines().skip(1))
        .containsExactly(
            "ResourceTraces #0 service.name=checkout",
            "ScopeTraces #0",
            "POST /pay 5b8efff798038103d269b633813fc60c 0000000000000001 http.request.method=POST",
            "POST /pay 5b8efff798038103d269b633813fc60c 0000000000000002 http.request.method=POST");
    printed.clear();
    assertThat(print(Verbosity.NORMAL, Requests.of(Signal.METRICS, 2)).lines().skip(3))
        .containsExactly("queue.length{queue=q0} 0", "queue.length{queue=q1} 1");
    printed.clear();
    assertThat(print(Verbosity.NORMAL, Requests.of(Signal.LOGS, 2)).lines().skip(3))
        .containsExactly("paid 0 user.id=u0", "paid 1 user.id=u1");
  }

  @Test
  void printsEveryFieldOfSpans() {
    assertThat(print(Verbosity.DETAILED, Requests.of(Signal.TRACES, 1)).lines().skip(1))
        .containsExactlyElementsOf(
            """
            ResourceSpans #0
            Resource SchemaURL:
            Resource attributes:
                 -> service.name: Str(checkout)
            ScopeSpans #0
            ScopeSpans SchemaURL:
            InstrumentationScope
            Span #0
                Trace ID       : 5b8efff798038103d269b633813fc60c
                Parent ID      :
                ID             : 0000000000000001
                Name           : POST /pay
                Kind           : Server
                Start time     : 2023-11-14 22:13:20 +0000 UTC
                End time       : 2023-11-14 22:13:20.0015 +0000 UTC
                Status code    : Unset
                Status message :
            Attributes:
                 -> http.request.method: Str(POST)
            """
                .lines()
                .toList());
  }

  @Test
  void printsEveryFieldOfMetricsAndLogs() {
    assertThat(print(Verbosity.DETAILED, Requests.of(Signal.METRICS, 1)))
        .contains(
            """
                 -> Name: queue.length
                 -> Description:
                 -> Unit:
                 -> DataType: Gauge
            NumberDataPoints #0
            Data point attributes:
                 -> queue: Str(q0)
            StartTimestamp: 1970-01-01 00:00:00 +0000 UTC
            Timestamp: 2023-11-14 22:13:20 +0000 UTC
            Value: 0\
            """);
    printed.clear();
    assertThat(print(Verbosity.DETAILED, Requests.of(Signal.LOGS, 1)))
        .contains(
            """
            LogRecord #0
            ObservedTimestamp: 1970-01-01 00:00:00 +0000 UTC
            Timestamp: 2023-11-14 22:13:20 +0000 UTC
            SeverityText: INFO
            SeverityNumber: Info(9)
            Body: Str(paid 0)
            Attributes:
                 -> user.id: Str(u0)
            Trace ID:
            Span ID:
            Flags: 0\
            """);
  }

  @ParameterizedTest
  @EnumSource
  void printsWhateverIsValidWithoutControlCharacters(Verbosity verbosity) {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      for (Signal signal : Signal.values()) {
        Message message = RandomOtlp.request(signal, random);
        if (OtlpParser.parse(signal, message.toByteArray()) instanceof Parsed.Valid(Batch batch)) {
          print(verbosity, batch);
        }
      }
    }
    assertThat(printed)
        .hasSize(180)
        .allMatch(text -> text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
    if (verbosity == Verbosity.BASIC) {
      assertThat(printed).noneMatch(text -> text.contains("\n"));
    }
  }

  @Test
  void printsAnEmptyRequest() {
    assertThat(print(Verbosity.DETAILED, Batch.of(Signal.LOGS, new byte[0], 0)))
        .isEqualTo("logs: 0 log records, 0 bytes");
  }

  @Test
  void letsTheFirstOfEachSecondThroughAndThenEveryNth() {
    ManualClock clock = new ManualClock();
    Sampler sampler = new Sampler(2, 3, clock);

    assertThat(passed(sampler, Signal.TRACES, 9)).containsExactly(1, 2, 5, 8);
    assertThat(passed(sampler, Signal.LOGS, 2)).containsExactly(1, 2);
    clock.advance(Duration.ofSeconds(1));
    assertThat(passed(sampler, Signal.TRACES, 4)).containsExactly(1, 2);
    assertThat(passed(new Sampler(1, 0, clock), Signal.TRACES, 5)).containsExactly(1);
    assertThat(passed(new Sampler(0, 0, clock), Signal.TRACES, 5)).isEmpty();
    assertThat(passed(Sampler.everything(), Signal.TRACES, 3)).containsExactly(1, 2, 3);
  }

  private static List<Integer> passed(Sampler sampler, Signal signal, int requests) {
    List<Integer> passed = new ArrayList<>();
    for (int n = 1; n <= requests; n++) {
      if (sampler.passes(signal)) {
        passed.add(n);
      }
    }
    return passed;
  }

  @Test
  void printsToStandardOutputWhereAskedTo() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    DebugConfig usual = new DebugConfig();
    DebugConfig bare =
        new DebugConfig(
            usual.verbosity(), usual.samplingInitial(), usual.samplingThereafter(), false);
    Context context =
        new Context(
            new ComponentId(ComponentId.Kind.EXPORTER, "debug", ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(Long.MAX_VALUE),
            "otelgw/1.2.3");

    try (Exporter exporter = new DebugFactory(out).create(bare, context)) {
      exporter.start();
      exporter.accept(Requests.of(Signal.LOGS, 1));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("logs: 1 log record of checkout, first INFO \"paid 0\"")
        .endsWith("bytes" + System.lineSeparator());
    assertThat(usual).isEqualTo(new DebugConfig(Verbosity.BASIC, 2, 1, true));
  }
}
