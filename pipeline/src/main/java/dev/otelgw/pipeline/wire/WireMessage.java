package dev.otelgw.pipeline.wire;

import java.util.Arrays;

/**
 * A message of a request as an {@link Edit} sees it: its bytes, looked at where they lie. Good
 * during one call of the edit; single-threaded.
 *
 * <p>On the wire a message can be given in several parts, which then are one: the attributes of all
 * count, of a single field the last one.
 */
public final class WireMessage {

  private static final byte[] NOTHING = {};

  private final Attributes attributes = new Attributes();
  private final WireValue value = new WireValue(NOTHING, 0, 0);
  private MessageType type;
  private byte[] bytes = NOTHING;

  /** From and end of each part. */
  private int[] parts = new int[2];

  private int count;
  private boolean read;

  WireMessage(MessageType type) {
    this.type = type;
  }

  /** Becomes another message, of no parts yet. */
  WireMessage over(MessageType newType, byte[] newBytes) {
    type = newType;
    bytes = newBytes;
    count = 0;
    read = false;
    return this;
  }

  WireMessage part(int from, int end) {
    if (2 * count == parts.length) {
      parts = Arrays.copyOf(parts, 4 * count);
    }
    parts[2 * count] = from;
    parts[2 * count + 1] = end;
    count++;
    return this;
  }

  /** Which message of OTLP it is. */
  public MessageType type() {
    return type;
  }

  /** Its attributes, to look at and to change; always empty for messages that can have none. */
  public Attributes attributes() {
    if (!read) {
      read = true;
      attributes.clear();
      Field list = type.attributes;
      for (int i = 0; list != null && i < count; i++) {
        attributes.read(bytes, parts[2 * i], parts[2 * i + 1], list.tag());
      }
    }
    return attributes;
  }

  /** Whether the text of that field, empty where it is not given, is what the pattern wants. */
  public boolean matches(Field field, TextPattern pattern) {
    int from = 0;
    int to = 0;
    for (int i = 0; i < count; i++) {
      WireReader in = new WireReader(bytes, parts[2 * i], parts[2 * i + 1]);
      while (in.next()) {
        if (in.tag() == field.tag()) {
          from = in.valueStart();
          to = in.valueEnd();
        }
      }
    }
    return pattern.matches(bytes, from, to);
  }

  /** The number in a field that is a varint, an enum above all; 0 where it is not given. */
  public long number(Field field) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      WireReader in = new WireReader(bytes, parts[2 * i], parts[2 * i + 1]);
      while (in.next()) {
        if (in.tag() == field.tag()) {
          number = in.varint64();
        }
      }
    }
    return number;
  }

  /** The {@code AnyValue} in a field: the body of a log record. */
  public WireValue value(Field field) {
    value.at(NOTHING, 0, 0);
    for (int i = 0; i < count; i++) {
      WireReader in = new WireReader(bytes, parts[2 * i], parts[2 * i + 1]);
      while (in.next()) {
        if (in.tag() == field.tag()) {
          value.append(bytes, in.valueStart(), in.valueEnd());
        }
      }
    }
    return value;
  }

  /** Whether it is on the wire at all. */
  boolean isPresent() {
    return count > 0;
  }

  boolean isChanged() {
    return read && attributes.isChanged();
  }

  /** Writes the content of the part that lies there, with its changes. */
  void write(BackwardWriter out, int from, int end) {
    if (from == parts[2 * count - 2]) {
      writeAdded(out);
    }
    int tag = attributesTag();
    int rest = end;
    for (int i = attributes.size() - 1; i >= 0; i--) {
      Attribute attribute = attributes.at(i);
      if (attribute.isChanged() && attribute.start() >= from && attribute.end() <= end) {
        out.keep(attribute.end(), rest);
        if (attribute.isDeleted()) {
          out.leaveOut();
        } else {
          attribute.write(out, tag);
        }
        rest = attribute.start();
      }
    }
    out.keep(from, rest);
  }

  /** Writes the attributes that are on the wire nowhere. */
  void writeAdded(BackwardWriter out) {
    int tag = attributesTag();
    for (int i = attributes.size() - 1; i >= 0 && attributes.at(i).start() < 0; i--) {
      if (!attributes.at(i).isDeleted()) {
        attributes.at(i).write(out, tag);
      }
    }
  }

  private int attributesTag() {
    Field list = type.attributes;
    if (list == null) {
      throw new IllegalStateException(type + " has no attributes");
    }
    return list.tag();
  }
}
