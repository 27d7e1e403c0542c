package dev.otelgw.pipeline.processors.resource;

import static dev.otelgw.pipeline.testing.Telemetry.logs;
import static dev.otelgw.pipeline.testing.Telemetry.span;
import static dev.otelgw.pipeline.testing.Telemetry.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceProcessorTest {

  private final List<Batch> passed = new ArrayList<>();
  private Outcome answer = Outcome.accepted();

  @Test
  void changesEveryResourceAndNothingElse() {
    Processor processor = processor(Signal.TRACES);
    processor.accept(
        Batch.join(
            List.of(
                spans(origin(Map.of("k8s-cluster", "eu")), span("a", Map.of("redundant", 1))),
                spans(origin(Map.of("redundant", 1, "zone", "old")), span("b", Map.of())))));
    assertThat(passed.getFirst().message())
        .isEqualTo(
            Batch.join(
                    List.of(
                        spans(
                            origin(ordered("k8s-cluster", "eu", "zone", "zone-1", "cluster", "eu")),
                            span("a", Map.of("redundant", 1))),
                        spans(origin(Map.of("zone", "zone-1")), span("b", Map.of()))))
                .message());
    assertThat(passed.getFirst().items()).isEqualTo(2);
  }

  @Test
  void changesTheResourcesOfLogs() {
    LogRecord record = LogRecord.newBuilder().setSeverityText("x").build();
    processor(Signal.LOGS).accept(logs(origin(Map.of()), record));
    assertThat(passed.getFirst().message())
        .isEqualTo(logs(origin(Map.of("zone", "zone-1")), record).message());
  }

  @Test
  void handsOnTheSameBatchAndTheSameAnswer() {
    Batch untouched = spans(origin(Map.of("zone", "zone-1")), span("a", Map.of()));
    answer = Outcome.refused(Reason.QUEUE_FULL, "full");
    assertThat(processor(Signal.TRACES).accept(untouched)).isSameAs(answer);
    assertThat(passed).containsExactly(untouched);
  }

  @Test
  void wantsSomethingToDo() {
    assertThat(CheckedConfig.problems(new ResourceConfig()))
        .containsExactly(
            "attributes: missing; add what to do: attributes: [{key: ..., value: ...,"
                + " action: ...}]");
  }

  private Processor processor(Signal signal) {
    ResourceConfig config =
        new ResourceConfig(
            List.of(
                new ActionConfig("zone", Action.UPSERT, "zone-1", null, null, null, null, null),
                new ActionConfig(
                    "cluster", Action.INSERT, null, "k8s-cluster", null, null, null, null),
                new ActionConfig("redundant", Action.DELETE, null, null, null, null, null, null)));
    assertThat(CheckedConfig.problems(config)).isEmpty();
    return new ResourceProcessorFactory()
        .create(
            config,
            signal,
            batch -> {
              passed.add(batch);
              return answer;
            },
            new Context(
                new ComponentId(ComponentId.Kind.PROCESSOR, "resource", ""),
                Observer.NONE,
                Clock.SYSTEM,
                new Memory(Long.MAX_VALUE),
                "otelgw/test"));
  }

  private static Origin origin(Map<String, ?> resource) {
    return new Origin(resource, "scope", "");
  }

  private static Map<String, Object> ordered(String... keysAndValues) {
    Map<String, Object> ordered = new java.util.LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      ordered.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ordered;
  }
}
