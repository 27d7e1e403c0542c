package dev.otelgw.pipeline.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/** Reads export requests from their wire form: validates and counts. */
public final class OtlpParser {

  private OtlpParser() {}

  /** Reads one request. The array belongs to the batch from here on. */
  public static Parsed parse(Signal signal, byte[] bytes) {
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes);
      return new Parsed.Valid(Batch.of(signal, bytes, request.getResourceSpansCount()));
    } catch (InvalidProtocolBufferException e) {
      return new Parsed.Malformed(String.valueOf(e.getMessage()));
    }
  }
}
