package dev.otelgw.pipeline.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of OTLP as a table of its fields. Immutable; from {@link OtlpSchema}. */
public final class MessageType {

  /** Every tag that OTLP defines fits in here: field numbers up to 31. */
  private static final int TAGS = 256;

  private final String name;
  private final Map<Integer, Field> byNumber = new LinkedHashMap<>();
  private final Map<String, Field> byName = new HashMap<>();

  /** What the walk does for a tag, packed forms included; {@link WalkStep#UNKNOWN}: skips it. */
  final byte[] stepByTag = new byte[TAGS];

  /** The message that lies behind a tag of {@link WalkStep#MESSAGE}. */
  final @Nullable MessageType[] messageByTag = new MessageType[TAGS];

  private final @Nullable Field[] fieldByTag = new Field[TAGS];

  /** The list of attributes, if the message has one. For edits. */
  @Nullable Field attributes;

  /** What says where the items of the message come from, if something does. For edits. */
  @Nullable Field origin;

  MessageType(String name) {
    this.name = name;
  }

  void add(Field field) {
    byNumber.put(field.number(), field);
    byName.put(field.name(), field);
    byName.put(field.jsonName(), field);
    fieldByTag[field.tag()] = field;
    if (field.name().equals("attributes")) {
      attributes = field;
    }
    if (field.origin()) {
      origin = field;
    }
    stepByTag[field.tag()] = WalkStep.of(field);
    if (field.kind() == FieldKind.MESSAGE) {
      messageByTag[field.tag()] = field.message();
    }
    if (field.repeated() && field.kind().packable()) {
      stepByTag[(field.number() << 3) | WireType.LENGTH] = WalkStep.packed(field);
    }
  }

  /** The field whose values, not packed, have this tag; null if OTLP has none. */
  @Nullable Field byTag(int tag) {
    return (tag & ~0xff) == 0 ? fieldByTag[tag] : null;
  }

  /** The message's name in the proto files, without its package: {@code Span}. */
  public String name() {
    return name;
  }

  /** All fields, in the order of the proto files. */
  public Collection<Field> fields() {
    return byNumber.values();
  }

  /** The field of that number, or null. */
  public @Nullable Field field(int number) {
    return byNumber.get(number);
  }

  /** The field of that name, in snake_case or lowerCamelCase, or null. */
  public @Nullable Field field(String fieldName) {
    return byName.get(fieldName);
  }

  /**
   * The field of that name, in snake_case or lowerCamelCase.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Field requireField(String fieldName) {
    Field field = byName.get(fieldName);
    if (field == null) {
      throw new IllegalArgumentException(name + " has no field " + fieldName);
    }
    return field;
  }

  @Override
  public String toString() {
    return name;
  }
}
