package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.attribute;
import static dev.otelgw.pipeline.json.JsonRequests.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

class OtlpJsonTracesTest {

  private static final String EXAMPLE =
      """
      {"resourceSpans": [{
        "resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "my.service"}}]},
        "scopeSpans": [{
          "scope": {"name": "my.library", "version": "1.0.0", "attributes": [
            {"key": "my.scope.attribute", "value": {"stringValue": "some scope attribute"}}]},
          "spans": [{
            "traceId": "5B8EFFF798038103D269B633813FC60C",
            "spanId": "EEE19B7EC3C1B174",
            "parentSpanId": "eee19b7ec3c1b173",
            "traceState": "a=1,b=2",
            "name": "I'm a server span",
            "startTimeUnixNano": "1544712660000000000",
            "endTimeUnixNano": 1544712661000000001,
            "kind": 2,
            "flags": 257,
            "droppedAttributesCount": 0,
            "attributes": [
              {"key": "my.span.attr", "value": {"stringValue": "some value"}},
              {"key": "n", "value": {"intValue": "-9223372036854775808"}}],
            "events": [{"timeUnixNano": "1", "name": "e", "droppedAttributesCount": 3}],
            "links": [{"traceId": "5b8efff798038103d269b633813fc60d", "spanId": ""}],
            "status": {"code": "STATUS_CODE_ERROR", "message": "Größe 日本語 🙂"}
          }]
        }],
        "schemaUrl": "https://opentelemetry.io/schemas/1.37.0"
      }]}
      """;

  @Test
  void readsASpanFieldForField() {
    Span span =
        Span.newBuilder()
            .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(hex("eee19b7ec3c1b174"))
            .setParentSpanId(hex("eee19b7ec3c1b173"))
            .setTraceState("a=1,b=2")
            .setName("I'm a server span")
            .setStartTimeUnixNano(1544712660000000000L)
            .setEndTimeUnixNano(1544712661000000001L)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setFlags(257)
            .addAttributes(attribute("my.span.attr", "some value"))
            .addAttributes(attribute("n", AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
            .addEvents(
                Span.Event.newBuilder()
                    .setTimeUnixNano(1)
                    .setName("e")
                    .setDroppedAttributesCount(3))
            .addLinks(Span.Link.newBuilder().setTraceId(hex("5b8efff798038103d269b633813fc60d")))
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("Größe 日本語 🙂"))
            .build();
    Batch batch = JsonRequests.read(Signal.TRACES, EXAMPLE);
    assertThat(batch.items()).isEqualTo(1);
    assertThat(batch.message())
        .isEqualTo(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    ResourceSpans.newBuilder()
                        .setResource(
                            Resource.newBuilder()
                                .addAttributes(attribute("service.name", "my.service")))
                        .addScopeSpans(
                            ScopeSpans.newBuilder()
                                .setScope(
                                    InstrumentationScope.newBuilder()
                                        .setName("my.library")
                                        .setVersion("1.0.0")
                                        .addAttributes(
                                            attribute(
                                                "my.scope.attribute", "some scope attribute")))
                                .addSpans(span))
                        .setSchemaUrl("https://opentelemetry.io/schemas/1.37.0"))
                .build());
  }
}
