package dev.otelgw.exporters.file;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.pipeline.wire.WireReader;
import dev.otelgw.pipeline.wire.WireType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch in parts, by the text of a resource attribute.
 *
 * @param parts in order of their first resource
 * @param without items of resources that do not have the attribute as a text
 */
record ResourceGroups(Map<String, Batch> parts, int without) {

  // opentelemetry-proto: Export*ServiceRequest.resource_* = 1; Resource*.resource = 1;
  // Resource.attributes = 1; KeyValue.key = 1, value = 2; AnyValue.string_value = 1.
  private static final int FIRST = 1;
  private static final int VALUE = 2;

  static ResourceGroups of(Batch batch, String attribute) {
    byte[] name = attribute.getBytes(StandardCharsets.UTF_8);
    Map<String, ByteArrayOutputStream> bytes = new LinkedHashMap<>();
    for (byte[] segment : batch.segments()) {
      WireReader in = new WireReader(segment, 0, segment.length);
      while (in.next()) {
        String value = is(in, FIRST) ? value(segment, in.valueStart(), in.valueEnd(), name) : null;
        if (value != null && !value.isBlank() && value.indexOf(0) < 0) {
          bytes
              .computeIfAbsent(value, _ -> new ByteArrayOutputStream())
              .write(segment, in.tagStart(), in.valueEnd() - in.tagStart());
        }
      }
    }
    Map<String, Batch> parts = new LinkedHashMap<>();
    int items = 0;
    for (var part : bytes.entrySet()) {
      Batch grouped = batch(batch.signal(), part.getValue().toByteArray());
      parts.put(part.getKey(), grouped);
      items += grouped.items();
    }
    return new ResourceGroups(parts, batch.items() - items);
  }

  private static Batch batch(Signal signal, byte[] bytes) {
    if (OtlpParser.parse(signal, bytes) instanceof Parsed.Valid(Batch batch)) {
      return batch;
    }
    throw new IllegalStateException("resources of a valid batch are a valid batch");
  }

  private static boolean is(WireReader in, int number) {
    return in.fieldNumber() == number && in.wireType() == WireType.LENGTH;
  }

  /** Of a ResourceSpans or its kin. */
  private static @Nullable String value(byte[] bytes, int from, int end, byte[] name) {
    WireReader parts = new WireReader(bytes, from, end);
    String value = null;
    while (parts.next()) {
      if (is(parts, FIRST)) {
        WireReader attributes = new WireReader(bytes, parts.valueStart(), parts.valueEnd());
        while (value == null && attributes.next()) {
          if (is(attributes, FIRST)) {
            value = text(bytes, attributes.valueStart(), attributes.valueEnd(), name);
          }
        }
      }
    }
    return value;
  }

  /** The text in a KeyValue, if its key is {@code name}. */
  private static @Nullable String text(byte[] bytes, int from, int end, byte[] name) {
    WireReader pair = new WireReader(bytes, from, end);
    boolean named = false;
    String value = null;
    while (pair.next()) {
      if (is(pair, FIRST)) {
        named =
            java.util.Arrays.equals(
                bytes, pair.valueStart(), pair.valueEnd(), name, 0, name.length);
      } else if (is(pair, VALUE)) {
        WireReader any = new WireReader(bytes, pair.valueStart(), pair.valueEnd());
        while (any.next()) {
          value =
              is(any, FIRST)
                  ? new String(
                      bytes,
                      any.valueStart(),
                      any.valueEnd() - any.valueStart(),
                      StandardCharsets.UTF_8)
                  : null;
        }
      }
    }
    return named ? value : null;
  }
}
