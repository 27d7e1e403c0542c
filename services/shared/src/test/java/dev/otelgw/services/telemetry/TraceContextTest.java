package dev.otelgw.services.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class TraceContextTest {

  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03";

  @Test
  void isNowhereWithoutATrace() {
    assertThat(TraceContext.current()).isNull();
    assertThat(TraceContext.of(null, null)).isNull();
  }

  @Test
  void comesBackFromARowAsItWas() {
    TraceContext stored = new TraceContext(TRACEPARENT, "vendor=1");
    try (Scope _ = stored.context().makeCurrent()) {
      assertThat(Span.current().getSpanContext().isRemote()).isTrue();
      assertThat(TraceContext.current()).isEqualTo(stored);
    }
    assertThat(stored.span().getSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void garbageIsNoPlaceInATrace() {
    assertThat(new TraceContext("garbage", null).span().isValid()).isFalse();
  }

  @Test
  void nothingWithinAQuietContextIsRecorded() {
    try (Scope _ = Traces.quiet().makeCurrent()) {
      assertThat(Span.current().getSpanContext().isValid()).isTrue();
      assertThat(Span.current().getSpanContext().isSampled()).isFalse();
    }
  }
}
