package dev.otelgw.pipeline.processors.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.processors.attributes.AttributesConfig;
import dev.otelgw.pipeline.processors.attributes.AttributesProcessorFactory;
import dev.otelgw.pipeline.processors.resource.ResourceConfig;
import dev.otelgw.pipeline.processors.resource.ResourceProcessorFactory;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.RecordingSink;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code from_context}, through the processors that have it. */
class FromContextTest {

  private static final Context CONTEXT =
      new Context(
          new ComponentId(Kind.PROCESSOR, "attributes", ""),
          Observer.NONE,
          Clock.SYSTEM,
          new Memory(Long.MAX_VALUE),
          "otelgw/test");

  private static final Caller ALICE =
      new Caller(
          "192.0.2.1",
          Map.of("x-scope-orgid", List.of("team-a"), "via", List.of("one", "two")),
          Map.of("subject", "alice"));

  private final RecordingSink sink = new RecordingSink();

  @Test
  void aHeaderAnIdentityAndAnAddressBecomeAttributes() {
    Processor processor =
        attributes(
            put(Action.INSERT, "tenant", "metadata.X-Scope-OrgID", null),
            put(Action.INSERT, "user", "auth.subject", null),
            put(Action.UPSERT, "address", "client.address", null),
            put(Action.INSERT, "old", "x-scope-orgid", null),
            put(Action.INSERT, "joined", "metadata.via", null));
    assertThat(spanAttributes(processor, ALICE))
        .containsEntry("tenant", "team-a")
        .containsEntry("user", "alice")
        .containsEntry("address", "192.0.2.1")
        .containsEntry("old", "team-a")
        .containsEntry("joined", "one;two");
  }

  @Test
  void whatIsNotThereIsLeftOutOrReplacedByTheDefault() {
    Processor processor =
        attributes(
            put(Action.INSERT, "tenant", "metadata.x-scope-orgid", null),
            put(Action.INSERT, "user", "auth.subject", "nobody"));
    assertThat(spanAttributes(processor, Caller.NOBODY))
        .doesNotContainKey("tenant")
        .containsEntry("user", "nobody");
  }

  @Test
  void eachRequestHasItsOwn() {
    Processor processor = attributes(put(Action.UPSERT, "user", "auth.subject", null));
    Caller bob = new Caller("", Map.of(), Map.of("subject", "bob"));
    assertThat(spanAttributes(processor, ALICE)).containsEntry("user", "alice");
    assertThat(spanAttributes(processor, bob)).containsEntry("user", "bob");
  }

  @Test
  void updateOnlyChangesWhatIsThere() {
    Processor processor = attributes(put(Action.UPDATE, "user", "auth.subject", null));
    assertThat(spanAttributes(processor, ALICE)).doesNotContainKey("user");
  }

  @Test
  void resourcesTakeItToo() {
    ResourceConfig config =
        new ResourceConfig(List.of(put(Action.UPSERT, "tenant", "metadata.x-scope-orgid", null)));
    Processor processor =
        new ResourceProcessorFactory().create(config, Signal.TRACES, sink, CONTEXT);
    assertThat(
            attributes(
                after(processor, ALICE).getResourceSpans(0).getResource().getAttributesList()))
        .containsEntry("tenant", "team-a");
    assertThat(
            attributes(
                after(processor, Caller.NOBODY)
                    .getResourceSpans(0)
                    .getResource()
                    .getAttributesList()))
        .doesNotContainKey("tenant");
  }

  private Processor attributes(ActionConfig... actions) {
    AttributesConfig config = new AttributesConfig(List.of(actions), null, null);
    return new AttributesProcessorFactory().create(config, Signal.TRACES, sink, CONTEXT);
  }

  private static ActionConfig put(
      Action action, String key, String context, @Nullable String otherwise) {
    return new ActionConfig(key, action, null, null, context, otherwise, null, null);
  }

  private Map<String, String> spanAttributes(Processor processor, Caller caller) {
    return attributes(
        after(processor, caller)
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0)
            .getAttributesList());
  }

  private ExportTraceServiceRequest after(Processor processor, Caller caller) {
    assertThat(caller.call(() -> processor.accept(Batches.spans("s", 1))).taken()).isTrue();
    Batch batch = sink.batches().getLast();
    return (ExportTraceServiceRequest) batch.message();
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Map<String, String> map = new TreeMap<>();
    list.forEach(attribute -> map.put(attribute.getKey(), attribute.getValue().getStringValue()));
    return map;
  }
}
