package dev.otelgw.pipeline.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of an attribute, ready to be looked for. Immutable. */
public final class AttributeKey {

  private final String name;
  final byte[] utf8;

  /** The key as the field of a KeyValue. */
  final byte[] field;

  private AttributeKey(String name) {
    this.name = name;
    this.utf8 = name.getBytes(StandardCharsets.UTF_8);
    BackwardWriter out = new BackwardWriter(utf8.length + 8);
    out.bytes(utf8, 0, utf8.length);
    out.field(ValueEncoding.KEY, 0);
    this.field = out.toByteArray();
  }

  /** The key of that name. */
  public static AttributeKey of(String name) {
    return new AttributeKey(name);
  }

  boolean is(byte[] bytes, int from, int to) {
    return to - from == utf8.length && Arrays.equals(bytes, from, to, utf8, 0, utf8.length);
  }

  @Override
  public String toString() {
    return name;
  }
}
