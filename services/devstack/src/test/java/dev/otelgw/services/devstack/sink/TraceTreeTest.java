package dev.otelgw.services.devstack.sink;

import static dev.otelgw.services.devstack.sink.Sample.attribute;
import static dev.otelgw.services.devstack.sink.Sample.link;
import static dev.otelgw.services.devstack.sink.Sample.log;
import static dev.otelgw.services.devstack.sink.Sample.span;
import static dev.otelgw.services.devstack.sink.Sample.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  private final Telemetry telemetry = new Telemetry(100);

  @Test
  void showsWhoCalledWhomWithTheLogLinesInBetween() {
    telemetry.add(
        spans(
            "api",
            span('a', 1, 0, "POST /games").setKind(SpanKind.SPAN_KIND_SERVER),
            span('a', 2, 1, "INSERT games")
                .setKind(SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(attribute("db.query.text", "INSERT INTO games\n  VALUES (?)"))));
    telemetry.add(
        spans(
            "bot",
            span('a', 4, 3, "SELECT games").setKind(SpanKind.SPAN_KIND_CLIENT),
            span('a', 3, 1, "process game.created")
                .setKind(SpanKind.SPAN_KIND_CONSUMER)
                .addLinks(link('a', 1))
                .addLinks(link('b', 9))
                .setStatus(
                    Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("no such game"))));
    telemetry.add(log("api", 'a', 1, "created a game"));
    telemetry.add(log("bot", 'a', 3, "posted it"));
    Trace trace = telemetry.trace(Sample.TRACE);
    assertThat(TraceTree.print(trace))
        .isEqualTo(
            """
            trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 4 spans of [api, bot]
            └─ api  SERVER POST /games  1.5 ms
               │  » INFO created a game
               ├─ api  CLIENT INSERT games  1.5 ms  text=INSERT INTO games VALUES (?)
               └─ bot  CONSUMER process game.created  1.5 ms  ERROR no such game  -> POST /games  -> trace bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                  │  » INFO posted it
                  └─ bot  CLIENT SELECT games  1.5 ms
            """);
    assertThat(trace.isComplete()).isTrue();
    assertThat(trace.linked()).containsExactly(Sample.trace('b'));
    assertThat(trace.isBelow(trace.span("bot", "SELECT games"), trace.span("api", "POST /games")))
        .isTrue();
    assertThat(trace.isBelow(trace.span("api", "POST /games"), trace.span("bot", "SELECT games")))
        .isFalse();
    assertThatThrownBy(() -> trace.span("api", "DELETE"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no span \"DELETE\" of api")
        .hasMessageContaining("└─ api  SERVER POST /games");
  }

  @Test
  void saysWhatIsMissing() {
    telemetry.add(spans("bot", span('a', 3, 7, "late")));
    Trace trace = telemetry.trace(Sample.TRACE);
    assertThat(trace.isComplete()).isFalse();
    assertThat(TraceTree.print(trace))
        .contains("(its parent " + Sample.spanId(7) + " has not come)");
  }

  @Test
  void tracesThatLinkToOneAreFoundFromIt() {
    telemetry.add(spans("api", span('a', 1, 0, "POST /games")));
    telemetry.add(spans("daemon", span('c', 2, 0, "scheduled").addLinks(link('a', 1))));
    assertThat(telemetry.trace(Sample.TRACE).linked()).containsExactly(Sample.trace('c'));
  }
}
