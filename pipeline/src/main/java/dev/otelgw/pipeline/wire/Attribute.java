package dev.otelgw.pipeline.wire;

import java.nio.charset.StandardCharsets;

/**
 * One attribute of a message: what is on the wire, and what an edit makes of it. Good until the
 * edit goes on to the next message. Single-threaded.
 */
public final class Attribute {

  private static final byte[] NOTHING = {};

  /** The whole field in the message; -1 for one that was added. */
  private int start;

  private int end;

  private byte[] bytes = NOTHING;
  private int keyFrom;
  private int keyTo;

  /** What the KeyValue holds beside its value, as it is. */
  private byte[] rest = NOTHING;

  private int restFrom;
  private int restTo;

  private final WireValue value = new WireValue(NOTHING, 0, 0);
  private int valueFrom;
  private boolean hasValue;
  private boolean valueKnown;
  private boolean changed;
  private boolean deleted;

  /**
   * Reads a KeyValue.
   *
   * @param newStart where its field begins in the message
   */
  void read(byte[] newBytes, int newStart, int from, int to) {
    start = newStart;
    end = to;
    changed = false;
    deleted = false;
    bytes = newBytes;
    if (!readUsual(from, to)) {
      readOdd(from, to);
    }
  }

  /** A key and a value, each once and short, as all libraries write it. */
  private boolean readUsual(int from, int to) {
    if (to - from < 4 || bytes[from] != ValueEncoding.KEY || bytes[from + 1] < 0) {
      return false;
    }
    int middle = from + 2 + bytes[from + 1];
    if (middle > to - 2 || bytes[middle] != ValueEncoding.VALUE || bytes[middle + 1] < 0) {
      return false;
    }
    if (middle + 2 + bytes[middle + 1] != to) {
      return false;
    }
    keyFrom = from + 2;
    keyTo = middle;
    valueFrom = middle + 2;
    hasValue = true;
    valueKnown = false;
    return true;
  }

  private void readOdd(int from, int to) {
    hasValue = false;
    valueKnown = true;
    keyFrom = from;
    keyTo = from;
    rest = bytes;
    restFrom = from;
    restTo = from;
    value.at(bytes, from, from);
    WireReader in = new WireReader(bytes, from, to);
    while (in.next()) {
      if (in.tag() == ValueEncoding.VALUE) {
        // Values that are given twice are one message in two parts.
        value.append(bytes, in.valueStart(), in.valueEnd());
        hasValue = true;
        continue;
      }
      if (in.tag() == ValueEncoding.KEY) {
        keyFrom = in.valueStart();
        keyTo = in.valueEnd();
      }
      rest(in.tagStart(), in.valueEnd());
    }
  }

  /** Usually one range; else a copy, which is then another array. */
  @SuppressWarnings("ReferenceEquality")
  private void rest(int from, int to) {
    if (restFrom == restTo) {
      restFrom = from;
      restTo = to;
    } else if (rest == bytes && restTo == from) {
      restTo = to;
    } else {
      rest = WireValue.joined(rest, restFrom, restTo, bytes, from, to);
      restFrom = 0;
      restTo = rest.length;
    }
  }

  /** Becomes one that is not in the message. */
  void make(AttributeKey key, WireValue newValue) {
    start = -1;
    end = -1;
    changed = true;
    deleted = false;
    bytes = key.utf8;
    keyFrom = 0;
    keyTo = key.utf8.length;
    rest = key.field;
    restFrom = 0;
    restTo = key.field.length;
    value.at(newValue);
    hasValue = true;
    valueKnown = true;
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
    WireValue written = value();
    int last = out.written();
    if (hasValue) {
      written.write(out);
      out.field(ValueEncoding.VALUE, last);
    }
    out.bytes(rest, restFrom, restTo);
    out.field(tag, last);
  }

  /** Whether that is its key. */
  public boolean is(AttributeKey key) {
    return key.is(bytes, keyFrom, keyTo);
  }

  /** Whether its key is a text that the pattern wants. */
  public boolean keyMatches(TextPattern pattern) {
    return pattern.matches(bytes, keyFrom, keyTo);
  }

  /** Its key. */
  public String key() {
    return new String(bytes, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
  }

  /** Its value as it is now; of kind {@link WireValue.Kind#NONE} where it has none. */
  public WireValue value() {
    if (!valueKnown) {
      valueKnown = true;
      value.at(bytes, valueFrom, end);
      rest = bytes;
      restFrom = keyFrom - 2;
      restTo = keyTo;
    }
    return value;
  }

  /** Gives it a value, which may be that of another attribute of the same message. */
  public void set(WireValue newValue) {
    WireValue old = value();
    if (!hasValue || !old.hasSameBytes(newValue)) {
      old.at(newValue);
      hasValue = true;
      changed = true;
    }
  }

  /** Takes it out of the message. */
  public void delete() {
    deleted = true;
    changed = true;
  }

  @Override
  public String toString() {
    return key() + "=" + value();
  }
}
