package dev.otelgw.pipeline.wire;

import java.nio.charset.StandardCharsets;

/**
 * One attribute of a message: what is on the wire, and what an edit makes of it. Good until the
 * edit goes on to the next message. Single-threaded.
 */
public final class Attribute {

  private static final byte[] NOTHING = {};

  /** The whole field in the message; empty for one that was added. */
  private int start;

  private int end;

  private byte[] keyBytes = NOTHING;
  private int keyFrom;
  private int keyTo;

  /** What the KeyValue holds beside its value, as it is. */
  private byte[] restBytes = NOTHING;

  private int restFrom;
  private int restTo;

  private final WireValue value = new WireValue(NOTHING, 0, 0);
  private boolean hasValue;
  private boolean changed;
  private boolean deleted;

  /**
   * Reads a KeyValue.
   *
   * @param newStart where its field begins in the message
   * @param in over the same bytes; it is moved
   */
  void read(byte[] bytes, int newStart, int valueStart, int valueEnd, WireReader in) {
    start = newStart;
    end = valueEnd;
    changed = false;
    deleted = false;
    hasValue = false;
    keyBytes = bytes;
    keyFrom = valueStart;
    keyTo = valueStart;
    restBytes = bytes;
    restFrom = valueStart;
    restTo = valueStart;
    value.at(bytes, valueStart, valueStart);
    in.over(valueStart, valueEnd);
    while (in.next()) {
      if (in.tag() == ValueEncoding.VALUE) {
        value(bytes, in.valueStart(), in.valueEnd());
      } else {
        if (in.tag() == ValueEncoding.KEY) {
          keyFrom = in.valueStart();
          keyTo = in.valueEnd();
        }
        rest(bytes, in.tagStart(), in.valueEnd());
      }
    }
  }

  /** Values that are given twice are one message in two parts. */
  private void value(byte[] bytes, int from, int to) {
    if (hasValue) {
      value.append(bytes, from, to);
    } else {
      value.at(bytes, from, to);
      hasValue = true;
    }
  }

  /** Usually one range; else a copy, which is then another array. */
  @SuppressWarnings("ReferenceEquality")
  private void rest(byte[] bytes, int from, int to) {
    if (restFrom == restTo) {
      restFrom = from;
      restTo = to;
    } else if (restBytes == bytes && restTo == from) {
      restTo = to;
    } else {
      restBytes = WireValue.joined(restBytes, restFrom, restTo, bytes, from, to);
      restFrom = 0;
      restTo = restBytes.length;
    }
  }

  /** Becomes one that is not in the message. */
  void make(AttributeKey key) {
    start = -1;
    end = -1;
    changed = true;
    deleted = false;
    hasValue = false;
    keyBytes = key.utf8;
    keyFrom = 0;
    keyTo = key.utf8.length;
    restBytes = key.field;
    restFrom = 0;
    restTo = key.field.length;
    value.at(NOTHING, 0, 0);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Whether the message is not the same with it as it is now. */
  boolean isChanged() {
    return changed && !(deleted && start < 0);
  }

  boolean isDeleted() {
    return deleted;
  }

  /** Writes it as a field of its message. */
  void write(BackwardWriter out, int tag) {
    int last = out.written();
    if (hasValue) {
      value.write(out);
      out.field(ValueEncoding.VALUE, last);
    }
    out.bytes(restBytes, restFrom, restTo);
    out.field(tag, last);
  }

  /** Whether that is its key. */
  public boolean is(AttributeKey key) {
    return key.is(keyBytes, keyFrom, keyTo);
  }

  /** Whether its key is a text that the pattern wants. */
  public boolean keyMatches(TextPattern pattern) {
    return pattern.matches(keyBytes, keyFrom, keyTo);
  }

  /** Its key. */
  public String key() {
    return new String(keyBytes, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
  }

  /** Its value as it is now; of kind {@link WireValue.Kind#NONE} where it has none. */
  public WireValue value() {
    return value;
  }

  /** Gives it a value, which may be that of another attribute of the same message. */
  public void set(WireValue newValue) {
    if (hasValue && value.hasSameBytes(newValue)) {
      return;
    }
    value.at(newValue);
    hasValue = true;
    changed = true;
  }

  /** Takes it out of the message. */
  public void delete() {
    deleted = true;
    changed = true;
  }

  @Override
  public String toString() {
    return key() + "=" + value;
  }
}
