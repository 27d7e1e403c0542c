package dev.otelgw.bench.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.AttributeKey;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.OtlpEdit;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.pipeline.wire.WireMessage;
import dev.otelgw.pipeline.wire.WireValue;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to upsert one attribute on each of 100 spans of about 507 bytes and 10 attributes: on the wire, and by
 * protobuf's generated classes; beside the walk that every request goes through anyway.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EditBenchmark {

  private static final int SPANS = 100;
  private static final int REQUESTS = 64;
  private static final String KEY = "deployment.tier";
  private static final AttributeKey WIRE_KEY = AttributeKey.of(KEY);
  private static final WireValue WIRE_VALUE = WireValue.of("production");
  private static final KeyValue PAIR =
      KeyValue.newBuilder()
          .setKey(KEY)
          .setValue(AnyValue.newBuilder().setStringValue("production"))
          .build();

  private static final Edit UPSERT =
      new Edit() {
        @Override
        public Verdict item(WireMessage item) {
          item.attributes().put(WIRE_KEY, WIRE_VALUE);
          return Verdict.KEEP;
        }
      };

  private static final Edit LOOK =
      new Edit() {
        @Override
        public Verdict item(WireMessage item) {
          return item.attributes().find(WIRE_KEY) == null ? Verdict.KEEP : Verdict.DROP;
        }
      };

  private static final Edit RESOURCE =
      new Edit() {
        @Override
        public Verdict resource(WireMessage resource) {
          resource.attributes().put(WIRE_KEY, WIRE_VALUE);
          return Verdict.KEEP;
        }
      };

  private final Batch[] batches = new Batch[REQUESTS];
  private int next;

  /** Serializes the requests. */
  @Setup
  public void serialize() {
    Messages messages =
        Messages.of(
            new Messages.Shape(
                dev.otelgw.bench.message.Signal.TRACES, SPANS, Compression.NONE, Messages.Ids.UNIQUE));
    for (int index = 0; index < REQUESTS; index++) {
      batches[index] = Batch.of(Signal.TRACES, messages.body(index), SPANS);
    }
  }

  private Batch batch() {
    return batches[next++ & (REQUESTS - 1)];
  }

  /** What every request costs: the measure for the others. */
  @Benchmark
  public Parsed parse() {
    return OtlpParser.parse(Signal.TRACES, batch().toByteArray());
  }

  /** The attribute on every span. */
  @Benchmark
  public Batch upsert() {
    return OtlpEdit.apply(batch(), UPSERT);
  }

  /** Every span looked at, nothing changed. */
  @Benchmark
  public Batch look() {
    return OtlpEdit.apply(batch(), LOOK);
  }

  /** The attribute on the resource: the spans are copied in one piece. */
  @Benchmark
  public Batch resource() {
    return OtlpEdit.apply(batch(), RESOURCE);
  }

  /** The attribute on every span, by decoding and encoding. */
  @Benchmark
  public byte[] protobuf() throws InvalidProtocolBufferException {
    ExportTraceServiceRequest.Builder request =
        ExportTraceServiceRequest.parseFrom(batch().toByteArray()).toBuilder();
    for (ResourceSpans.Builder resource : request.getResourceSpansBuilderList()) {
      for (ScopeSpans.Builder scope : resource.getScopeSpansBuilderList()) {
        scope.getSpansBuilderList().forEach(EditBenchmark::upsert);
      }
    }
    return request.build().toByteArray();
  }

  private static void upsert(Span.Builder span) {
    for (int i = 0; i < span.getAttributesCount(); i++) {
      if (span.getAttributes(i).getKey().equals(KEY)) {
        span.setAttributes(i, PAIR);
        return;
      }
    }
    span.addAttributes(PAIR);
  }
}
