package dev.otelgw.pipeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the table equal to the descriptors of the generated classes. */
class OtlpSchemaTest {

  private static final Set<String> ITEMS =
      Set.of(
          "ScopeSpans.spans",
          "ScopeLogs.log_records",
          "Gauge.data_points",
          "Sum.data_points",
          "Histogram.data_points",
          "ExponentialHistogram.data_points",
          "Summary.data_points");

  private static final Comparator<Row> BY_NUMBER = Comparator.comparingInt(Row::number);

  /** Everything about a field that the table says. */
  private record Row(
      int number,
      String name,
      String jsonName,
      FieldKind kind,
      boolean repeated,
      boolean oneof,
      boolean item,
      String message,
      List<String> enumNames) {}

  @ParameterizedTest
  @EnumSource(Signal.class)
  void saysWhatTheGeneratedClassesSay(Signal signal) {
    Map<String, List<Row>> generated = new TreeMap<>();
    collect(RandomOtlp.emptyRequest(signal).getDescriptorForType(), generated);
    Map<String, List<Row>> table = new TreeMap<>();
    collect(OtlpSchema.request(signal), table);
    assertThat(generated).hasSizeGreaterThan(8);
    assertThat(table).isEqualTo(generated);
  }

  @Test
  void findsFieldsByNumberAndByBothNames() {
    MessageType span = OtlpSchema.type("Span");
    Field start = span.field(7);
    assertThat(start).isNotNull();
    assertThat(span.field("startTimeUnixNano")).isSameAs(start);
    assertThat(span.field("start_time_unix_nano")).isSameAs(start);
    assertThat(span.field("StartTimeUnixNano")).isNull();
    assertThat(span.field(17)).isNull();
  }

  private static void collect(MessageType type, Map<String, List<Row>> messages) {
    if (messages.containsKey(type.name())) {
      return;
    }
    messages.put(
        type.name(), type.fields().stream().map(OtlpSchemaTest::row).sorted(BY_NUMBER).toList());
    for (Field field : type.fields()) {
      if (field.kind() == FieldKind.MESSAGE) {
        collect(field.message(), messages);
      }
    }
  }

  private static void collect(Descriptor type, Map<String, List<Row>> messages) {
    if (messages.containsKey(type.getName())) {
      return;
    }
    messages.put(
        type.getName(),
        type.getFields().stream().map(OtlpSchemaTest::row).sorted(BY_NUMBER).toList());
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), messages);
      }
    }
  }

  private static Row row(Field field) {
    return new Row(
        field.number(),
        field.name(),
        field.jsonName(),
        field.kind(),
        field.repeated(),
        field.oneof(),
        field.item(),
        field.kind() == FieldKind.MESSAGE ? field.message().name() : "",
        field.enumNames());
  }

  private static Row row(FieldDescriptor field) {
    boolean isEnum = field.getJavaType() == FieldDescriptor.JavaType.ENUM;
    boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    return new Row(
        field.getNumber(),
        field.getName(),
        field.getJsonName(),
        kind(field),
        field.isRepeated(),
        field.getRealContainingOneof() != null,
        ITEMS.contains(field.getContainingType().getName() + "." + field.getName()),
        isMessage ? field.getMessageType().getName() : "",
        isEnum ? enumNames(field) : List.of());
  }

  /** The names at the index of their number: fails if a number is missing. */
  private static List<String> enumNames(FieldDescriptor field) {
    List<EnumValueDescriptor> values = field.getEnumType().getValues();
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i).getNumber()).isEqualTo(i);
    }
    return values.stream().map(EnumValueDescriptor::getName).toList();
  }

  private static FieldKind kind(FieldDescriptor field) {
    return switch (field.getName()) {
      case "trace_id" -> FieldKind.TRACE_ID;
      case "span_id", "parent_span_id" -> FieldKind.SPAN_ID;
      default -> FieldKind.valueOf(field.getType().name());
    };
  }
}
