package dev.otelgw.pipeline.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in words where in a message a byte lies: {@code resource_spans[0].scope_spans[0].spans[3]}.
 * Only called for a message that is already known to be broken at that byte, so it may be slow; up
 * to there the message is well formed.
 */
final class WirePath {

  private final byte[] bytes;
  private final int offset;
  private final StringBuilder path = new StringBuilder();

  private WirePath(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The path to the field whose tag lies at {@code offset}; empty if there is none. */
  static String of(MessageType type, byte[] bytes, int offset) {
    WirePath path = new WirePath(bytes, offset);
    path.descend(type, 0, bytes.length);
    return path.path.toString();
  }

  private void descend(MessageType type, int from, int end) {
    Map<Integer, Integer> seen = new HashMap<>();
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Field field = type.field(in.fieldNumber());
      int index = seen.merge(in.fieldNumber(), 1, Integer::sum) - 1;
      if (in.tagStart() == offset) {
        append(field, index);
        return;
      }
      boolean within = in.wireType() == WireType.LENGTH && offset < in.valueEnd();
      if (within && field != null && field.kind() == FieldKind.MESSAGE) {
        append(field, index);
        descend(field.message(), in.valueStart(), in.valueEnd());
        return;
      }
    }
  }

  private void append(@Nullable Field field, int index) {
    if (field == null) {
      return;
    }
    if (!path.isEmpty()) {
      path.append('.');
    }
    path.append(field.name());
    if (field.repeated()) {
      path.append('[').append(index).append(']');
    }
  }
}
