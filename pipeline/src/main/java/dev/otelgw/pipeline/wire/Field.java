package dev.otelgw.pipeline.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One field of a {@link MessageType}. Immutable once the schema is built. */
public final class Field {

  private final int number;
  private final String name;
  private final String jsonName;
  private final FieldKind kind;
  private final boolean repeated;
  private final boolean oneof;
  private final boolean item;
  private final List<String> enumNames;
  @Nullable MessageType message;

  Field(int number, String name, FieldKind kind, String marks, List<String> enumNames) {
    this.number = number;
    this.name = name;
    this.jsonName = lowerCamel(name);
    this.kind = kind;
    this.repeated = marks.indexOf('*') >= 0;
    this.item = marks.indexOf('!') >= 0;
    this.oneof = marks.indexOf('?') >= 0;
    this.enumNames = List.copyOf(enumNames);
  }

  /** The number in its tag. */
  public int number() {
    return number;
  }

  /** As in the proto files: {@code start_time_unix_nano}. */
  public String name() {
    return name;
  }

  /** As in OTLP/JSON: {@code startTimeUnixNano}. */
  public String jsonName() {
    return jsonName;
  }

  /** How it is encoded. */
  public FieldKind kind() {
    return kind;
  }

  /** Whether it is a list. */
  public boolean repeated() {
    return repeated;
  }

  /** Whether it is one of several of which a message has at most one. */
  public boolean oneof() {
    return oneof;
  }

  /** Whether each of its values is what the signal counts: a span, a data point, a log record. */
  public boolean item() {
    return item;
  }

  /** For {@link FieldKind#ENUM}: the names, at the index of their number. Else empty. */
  public List<String> enumNames() {
    return enumNames;
  }

  /** The type of a {@link FieldKind#MESSAGE} field. Must not be called for others. */
  public MessageType message() {
    if (message == null) {
      throw new IllegalStateException(name + " is no message");
    }
    return message;
  }

  /** The tag of a single, not packed, value. */
  public int tag() {
    return number << 3 | kind.wireType();
  }

  @Override
  public String toString() {
    return name;
  }

  private static String lowerCamel(String snake) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      camel.append(c == '_' ? Character.toUpperCase(snake.charAt(++i)) : c);
    }
    return camel.toString();
  }
}
