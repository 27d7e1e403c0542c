package dev.otelgw.pipeline;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One OTLP export request as its wire bytes, known to be well formed. Immutable.
 *
 * <p>The bytes are held in segments: each is a valid request on its own, and laid end to end they
 * are one, since an export request is nothing but a list of resources (protobuf encoding, "Last One
 * Wins": repeated fields concatenate). So joining batches copies no bytes.
 */
public final class Batch {

  private final Signal signal;
  private final List<byte[]> segments;
  private final int items;
  private final long size;

  private Batch(Signal signal, List<byte[]> segments, int items, long size) {
    this.signal = signal;
    this.segments = segments;
    this.items = items;
    this.size = size;
  }

  /**
   * A batch of one segment. The caller has validated {@code bytes}, counted {@code items}, and does
   * not change the array any more. {@code wire.OtlpWalk} does the first two.
   */
  public static Batch of(Signal signal, byte[] bytes, int items) {
    return new Batch(signal, List.of(bytes), items, bytes.length);
  }

  /** All of them as one, in this order, without copying. They are of one signal; at least one. */
  public static Batch join(List<Batch> batches) {
    Batch first = batches.getFirst();
    if (batches.size() == 1) {
      return first;
    }
    List<byte[]> segments = new ArrayList<>(batches.size());
    long items = 0;
    long size = 0;
    for (Batch batch : batches) {
      if (batch.signal != first.signal) {
        throw new IllegalArgumentException("cannot join " + first.signal + " and " + batch.signal);
      }
      segments.addAll(batch.segments);
      items += batch.items;
      size += batch.size;
    }
    return new Batch(first.signal, List.copyOf(segments), Math.toIntExact(items), size);
  }

  /** What kind of telemetry this is. */
  public Signal signal() {
    return signal;
  }

  /** Number of spans, data points or log records. */
  public int items() {
    return items;
  }

  /** Size in bytes, uncompressed. */
  public long size() {
    return size;
  }

  /** The wire bytes, in segments that are valid requests each. Not to be changed. */
  public List<byte[]> segments() {
    return segments;
  }

  /** The wire bytes as one array: the segment itself where there is one, else a copy. */
  public byte[] toByteArray() {
    if (segments.size() == 1) {
      return segments.getFirst();
    }
    byte[] all = new byte[Math.toIntExact(size)];
    int at = 0;
    for (byte[] segment : segments) {
      System.arraycopy(segment, 0, all, at, segment.length);
      at += segment.length;
    }
    return all;
  }

  /** Writes the wire bytes. */
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] segment : segments) {
      out.write(segment);
    }
  }

  /**
   * The batch as objects: an {@code ExportTraceServiceRequest} or its kin. Decoded anew at each
   * call, since most batches pass through without anyone asking.
   */
  public Message message() {
    Message.Builder builder =
        switch (signal) {
          case TRACES -> ExportTraceServiceRequest.newBuilder();
          case METRICS -> ExportMetricsServiceRequest.newBuilder();
          case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    try {
      for (byte[] segment : segments) {
        builder.mergeFrom(CodedInputStream.newInstance(segment));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a batch holds only bytes that were validated", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder.build();
  }

  @Override
  public String toString() {
    return signal.count(items) + " (" + size + " bytes)";
  }
}
