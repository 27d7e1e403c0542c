package dev.otelgw.pipeline.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a message in ways that protobuf allows and its libraries do not use: fields in any order,
 * single messages in two parts, values that a later one overrides. It parses to the same message.
 */
public final class OddWire {

  private final Random random;

  private OddWire(Random random) {
    this.random = random;
  }

  /** The message, in one of its many forms. */
  public static byte[] encode(Message message, Random random) {
    try {
      return new OddWire(random).write(message, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One form of a message.
   *
   * @param first whether nothing of the same message stands before, so that overriding is safe
   */
  private byte[] write(Message message, boolean first) throws IOException {
    Map<Object, Deque<byte[]>> groups = new LinkedHashMap<>();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      Deque<byte[]> group = new ArrayDeque<>();
      if (first && !field.isRepeated()) {
        overridden(message, field, group);
      }
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        group.add(alone(message, field, entry.getValue()));
      } else if (field.isRepeated()) {
        for (Object child : (List<?>) entry.getValue()) {
          group.add(nested(field, write((Message) child, true)));
        }
      } else {
        parts(field, (Message) entry.getValue(), first, group);
      }
      groups.put(field, group);
    }
    UnknownFieldSet unknown = message.getUnknownFields();
    if (unknown.getSerializedSize() > 0) {
      groups.put("unknown", new ArrayDeque<>(List.of(unknown.toByteArray())));
    }
    return shuffled(new ArrayList<>(groups.values()));
  }

  private byte[] shuffled(List<Deque<byte[]>> groups) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Collections.shuffle(groups, random);
    boolean mixed = random.nextBoolean();
    while (!groups.isEmpty()) {
      int i = mixed ? random.nextInt(groups.size()) : 0;
      out.write(groups.get(i).removeFirst());
      groups.removeIf(Deque::isEmpty);
    }
    return out.toByteArray();
  }

  /** Something that the field's own value overrides. */
  private void overridden(Message message, FieldDescriptor field, Deque<byte[]> group)
      throws IOException {
    if (random.nextInt(4) > 0) {
      return;
    }
    OneofDescriptor oneof = field.getRealContainingOneof();
    FieldDescriptor other =
        oneof == null ? field : oneof.getField(random.nextInt(oneof.getFieldCount()));
    switch (other.getJavaType()) {
      case STRING -> group.add(alone(message, other, "overridden"));
      case LONG -> group.add(alone(message, other, 7L));
      case BOOLEAN -> group.add(alone(message, other, true));
      case DOUBLE -> group.add(alone(message, other, 0.5));
      case MESSAGE -> {
        if (other != field) {
          group.add(nested(other, new byte[0]));
        }
      }
      case INT, FLOAT, ENUM, BYTE_STRING -> {}
    }
  }

  private void parts(FieldDescriptor field, Message child, boolean first, Deque<byte[]> group)
      throws IOException {
    if (random.nextInt(3) > 0) {
      group.add(nested(field, write(child, first)));
      return;
    }
    Message.Builder one = child.newBuilderForType();
    Message.Builder two = child.newBuilderForType();
    child
        .getAllFields()
        .forEach((inner, value) -> {
          if (inner.isRepeated()) {
            List<?> values = (List<?>) value;
            int cut = random.nextInt(values.size() + 1);
            values.subList(0, cut).forEach(element -> one.addRepeatedField(inner, element));
            values
                .subList(cut, values.size())
                .forEach(element -> two.addRepeatedField(inner, element));
          } else {
            (random.nextBoolean() ? one : two).setField(inner, value);
          }
        });
    (random.nextBoolean() ? one : two).setUnknownFields(child.getUnknownFields());
    group.add(nested(field, write(one.build(), first)));
    group.add(nested(field, write(two.build(), false)));
  }

  private static byte[] alone(Message message, FieldDescriptor field, Object value) {
    return message.newBuilderForType().setField(field, value).build().toByteArray();
  }

  private static byte[] nested(FieldDescriptor field, byte[] content) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeTag(field.getNumber(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeByteArrayNoTag(content);
    out.flush();
    return bytes.toByteString().toByteArray();
  }
}
