package dev.otelgw.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.Test;

class PartialSuccessTest {

  @Test
  void readsTheCount() {
    byte[] response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setErrorMessage("too old")
                    .setRejectedSpans(17))
            .build()
            .toByteArray();

    assertThat(PartialSuccess.rejectedItems(response)).isEqualTo(17);
  }

  @Test
  void nothingSaidIsNothingRejected() {
    assertThat(PartialSuccess.rejectedItems(new byte[0])).isZero();
    assertThat(PartialSuccess.rejectedItems(new byte[] {10, 0})).isZero();
    assertThat(PartialSuccess.rejectedItems(new byte[] {10, 99})).isZero();
  }
}
