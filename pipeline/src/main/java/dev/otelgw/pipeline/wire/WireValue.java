package dev.otelgw.pipeline.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AnyValue} as its bytes: what an attribute holds, or the body of a log record. Those
 * made by {@link #of} stay as they are and may be shared; those got from a message are good until
 * the edit goes on to the next message.
 */
public final class WireValue {

  /** What a value is. */
  public enum Kind {
    /** No value at all, or one that only profiles have. */
    NONE,
    /** Text. */
    STRING,
    /** True or false. */
    BOOL,
    /** A whole number of 64 bits. */
    INT,
    /** A floating point number of 64 bits. */
    DOUBLE,
    /** A list of values. */
    ARRAY,
    /** Values with names. */
    MAP,
    /** Bytes. */
    BYTES
  }

  private byte[] bytes;
  private int from;
  private int to;

  /** Null until somebody asks; all below is known with it. */
  private @Nullable Kind kind;

  private long bits;
  private byte[] content;
  private int contentFrom;
  private int contentTo;

  WireValue(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.content = bytes;
    this.from = from;
    this.to = to;
  }

  /**
   * A value of one's own.
   *
   * @param value a string, a boolean, a number, or a list or a map of these; null is no value
   * @throws IllegalArgumentException for anything else
   */
  public static WireValue of(@Nullable Object value) {
    byte[] encoded = ValueEncoding.encode(value);
    WireValue made = new WireValue(encoded, 0, encoded.length);
    // Read here and not when asked, so that threads can share it.
    made.read();
    return made;
  }

  /** Points to other bytes. */
  void at(byte[] newBytes, int newFrom, int newTo) {
    bytes = newBytes;
    from = newFrom;
    to = newTo;
    kind = null;
  }

  /** Points to what the other one points to. */
  void at(WireValue other) {
    at(other.bytes, other.from, other.to);
  }

  /** Goes on in other bytes: a message in two parts. */
  void append(byte[] moreBytes, int moreFrom, int moreTo) {
    if (from == to) {
      at(moreBytes, moreFrom, moreTo);
    } else {
      byte[] both = joined(bytes, from, to, moreBytes, moreFrom, moreTo);
      at(both, 0, both.length);
    }
  }

  boolean hasSameBytes(WireValue other) {
    return Arrays.equals(bytes, from, to, other.bytes, other.from, other.to);
  }

  void write(BackwardWriter out) {
    out.bytes(bytes, from, to);
  }

  /** What it is. */
  public Kind kind() {
    Kind known = kind;
    return known == null ? read() : known;
  }

  /** Whether it is a text that the pattern wants. */
  public boolean matches(TextPattern pattern) {
    return kind() == Kind.STRING && pattern.matches(content, contentFrom, contentTo);
  }

  /** A {@link Kind#STRING}. Must not be called for others. */
  public String text() {
    want(Kind.STRING);
    return new String(content, contentFrom, contentTo - contentFrom, StandardCharsets.UTF_8);
  }

  /** The UTF-8 of a {@link Kind#STRING}, not to be changed. Must not be called for others. */
  public ByteBuffer utf8() {
    want(Kind.STRING);
    return ByteBuffer.wrap(content, contentFrom, contentTo - contentFrom);
  }

  /** A {@link Kind#BOOL}. Must not be called for others. */
  public boolean flag() {
    want(Kind.BOOL);
    return bits != 0;
  }

  /** An {@link Kind#INT}. Must not be called for others. */
  public long whole() {
    want(Kind.INT);
    return bits;
  }

  /** A {@link Kind#DOUBLE}. Must not be called for others. */
  public double decimal() {
    want(Kind.DOUBLE);
    return Double.longBitsToDouble(bits);
  }

  /**
   * As an object that equals another one of the same value: String, Boolean, Long, Double, List,
   * Map, for bytes a ByteBuffer; null where there is no value.
   */
  public @Nullable Object toObject() {
    return switch (kind()) {
      case NONE -> null;
      case STRING -> text();
      case BOOL -> flag();
      case INT -> whole();
      case DOUBLE -> decimal();
      case BYTES -> ByteBuffer.wrap(Arrays.copyOfRange(content, contentFrom, contentTo));
      case ARRAY -> elements();
      case MAP -> entries();
    };
  }

  /** In words, as the Collector has them for a value of any kind: JSON for lists and maps. */
  public String asText() {
    return kind() == Kind.STRING ? text() : ValueText.of(toObject());
  }

  /** Whether it is the same as the other one, also in kind. */
  public boolean isSame(WireValue other) {
    return kind() == other.kind()
        && switch (kind()) {
          case NONE -> true;
          case BOOL, INT -> bits == other.bits;
          case DOUBLE -> decimal() == other.decimal();
          case STRING, BYTES ->
              Arrays.equals(
                  content,
                  contentFrom,
                  contentTo,
                  other.content,
                  other.contentFrom,
                  other.contentTo);
          case ARRAY, MAP -> Objects.equals(toObject(), other.toObject());
        };
  }

  private void want(Kind wanted) {
    if (kind() != wanted) {
      throw new IllegalStateException("a value of kind " + kind() + ", not " + wanted);
    }
  }

  /** Of several alternatives the last one counts; two lists or maps in a row are one. */
  private Kind read() {
    Kind found = Kind.NONE;
    WireReader in = new WireReader(bytes, from, to);
    while (in.next()) {
      Kind next = ValueEncoding.kind(in.tag());
      if (next == null) {
        continue;
      }
      if (next == found && (next == Kind.ARRAY || next == Kind.MAP)) {
        content = joined(content, contentFrom, contentTo, bytes, in.valueStart(), in.valueEnd());
        contentFrom = 0;
        contentTo = content.length;
      } else {
        bits = next == Kind.DOUBLE ? in.fixed64() : in.varint64();
        content = bytes;
        contentFrom = in.valueStart();
        contentTo = in.valueEnd();
      }
      found = next;
    }
    kind = found;
    return found;
  }

  static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    byte[] both = Arrays.copyOf(Arrays.copyOfRange(a, aFrom, aTo), aTo - aFrom + bTo - bFrom);
    System.arraycopy(b, bFrom, both, aTo - aFrom, bTo - bFrom);
    return both;
  }

  private List<@Nullable Object> elements() {
    List<@Nullable Object> elements = new ArrayList<>();
    WireReader in = new WireReader(content, contentFrom, contentTo);
    while (in.next()) {
      if (in.tag() == ValueEncoding.ELEMENT) {
        elements.add(new WireValue(content, in.valueStart(), in.valueEnd()).toObject());
      }
    }
    return Collections.unmodifiableList(elements);
  }

  /** Of a key that stands twice, the last: so the Collector puts a map into words. */
  private Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    WireReader in = new WireReader(content, contentFrom, contentTo);
    while (in.next()) {
      if (in.tag() == ValueEncoding.ELEMENT) {
        Attribute entry = new Attribute();
        entry.read(content, in.tagStart(), in.valueStart(), in.valueEnd());
        entries.put(entry.key(), entry.value().toObject());
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public String toString() {
    return asText();
  }
}
