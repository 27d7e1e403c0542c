package dev.otelgw.bench.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to know that a request is well formed and how many spans it holds: by the walk over its bytes, and by
 * protobuf's generated classes. Requests of about 507 bytes a span, a new one each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ParseBenchmark {

  /** Spans in a request. */
  @Param({"10", "100"})
  public int spans;

  private static final int REQUESTS = 64;

  private final byte[][] requests = new byte[REQUESTS][];
  private int next;

  /** Serializes the requests. */
  @Setup
  public void serialize() {
    Messages messages =
        Messages.of(
            new Messages.Shape(
                dev.otelgw.bench.message.Signal.TRACES, spans, Compression.NONE, Messages.Ids.UNIQUE));
    for (int index = 0; index < REQUESTS; index++) {
      requests[index] = messages.body(index);
    }
  }

  private byte[] request() {
    return requests[next++ & (REQUESTS - 1)];
  }

  /** The gateway's way. */
  @Benchmark
  public Parsed walk() {
    return OtlpParser.parse(Signal.TRACES, request());
  }

  /** The usual way. */
  @Benchmark
  public ExportTraceServiceRequest protobuf() throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(request());
  }

  /** Memory speed: what reading each byte once and keeping a copy costs. */
  @Benchmark
  public byte[] copy() {
    return request().clone();
  }
}
