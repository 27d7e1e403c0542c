package dev.otelgw.pipeline.testing;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** Small batches whose content can be told apart. Stateless. */
public final class Batches {

  private Batches() {}

  /** So many spans named {@code name-0}, {@code name-1} and so on, of one service. */
  public static Batch spans(String name, int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[16]))
              .setSpanId(ByteString.copyFrom(new byte[8]))
              .setName(name + "-" + i));
    }
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("service.name")
                    .setValue(AnyValue.newBuilder().setStringValue("test")));
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
            .build()
            .toByteArray();
    return Batch.of(Signal.TRACES, bytes, count);
  }

  /** The names of all spans, in order. */
  public static List<String> names(List<Batch> batches) {
    List<String> names = new ArrayList<>();
    for (Batch batch : batches) {
      ((ExportTraceServiceRequest) batch.message())
          .getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .forEach(span -> names.add(span.getName()));
    }
    return names;
  }
}
