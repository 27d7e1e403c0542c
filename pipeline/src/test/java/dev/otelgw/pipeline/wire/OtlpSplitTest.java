package dev.otelgw.pipeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpSplitTest {

  private static final RandomOtlp.Size WIDE = new RandomOtlp.Size(5, 8, 2, 60, 0);

  @ParameterizedTest
  @EnumSource(Signal.class)
  void partsByItemsLoseAndReorderNothing(Signal signal) {
    Random random = new Random(5);
    int cut = 0;
    for (int i = 0; i < 400; i++) {
      Batch batch = batch(signal, random);
      int max = 1 + random.nextInt(6);
      List<Batch> parts = OtlpSplit.byItems(batch, max);
      assertThat(parts).allSatisfy(part -> assertThat(part.items()).isLessThanOrEqualTo(max));
      sameItemsInTheSameOrder(batch, parts);
      cut += parts.size() - 1;
    }
    assertThat(cut).isGreaterThan(400);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void partsByBytesLoseAndReorderNothing(Signal signal) {
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      Batch batch = batch(signal, random);
      long max = 1L + random.nextInt(5000);
      List<Batch> parts = OtlpSplit.byBytes(batch, max);
      assertThat(parts)
          .allSatisfy(part ->
              assertThat(part.size() <= max || part.items() <= 1)
                  .as("%s for at most %d bytes", part, max)
                  .isTrue());
      sameItemsInTheSameOrder(batch, parts);
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void joiningIsConcatenation(Signal signal) {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      List<Batch> batches = List.of(batch(signal, random), batch(signal, random));
      Batch joined = Batch.join(batches);
      List<String> expected = new ArrayList<>();
      batches.forEach(batch -> expected.addAll(flat(batch)));
      assertThat(flat(joined)).isEqualTo(expected);
      assertThat(OtlpParser.parse(signal, joined.toByteArray()))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> assertThat(valid.batch().items()).isEqualTo(joined.items()));
    }
  }

  private static Batch batch(Signal signal, Random random) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      byte[] bytes = RandomOtlp.request(signal, random, WIDE).toByteArray();
      batches.add(((Parsed.Valid) OtlpParser.parse(signal, bytes)).batch());
    }
    return Batch.join(batches);
  }

  private static void sameItemsInTheSameOrder(Batch batch, List<Batch> parts) {
    List<String> items = new ArrayList<>();
    for (Batch part : parts) {
      assertThat(OtlpParser.parse(part.signal(), part.toByteArray()))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> assertThat(valid.batch().items()).isEqualTo(part.items()));
      items.addAll(flat(part));
    }
    assertThat(items).isEqualTo(flat(batch));
  }

  /** Each leaf with all that it inherits: what must be the same however a request is cut. */
  private static List<String> flat(Batch batch) {
    List<String> leaves = new ArrayList<>();
    flatten(batch.message(), "", leaves);
    return leaves;
  }

  private static void flatten(Message message, String inherited, List<String> leaves) {
    MessageType type = OtlpSchema.type(message.getDescriptorForType().getName());
    Message.Builder own = message.toBuilder();
    List<Message> children = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      Field known = type.field(field.getNumber());
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && known != null
          && (known.item() || leads(known.message(), 0))) {
        own.clearField(field);
        if (field.isRepeated()) {
          ((List<?>) message.getField(field)).forEach(child -> children.add((Message) child));
        } else if (message.hasField(field)) {
          children.add((Message) message.getField(field));
        }
      }
    }
    String here = inherited + own.build();
    if (children.isEmpty() && !here.isEmpty()) {
      leaves.add(here);
    }
    children.forEach(child -> flatten(child, here, leaves));
  }

  private static boolean leads(MessageType type, int depth) {
    return depth < 5
        && type.fields().stream()
            .anyMatch(field ->
                field.item()
                    || (field.kind() == FieldKind.MESSAGE && leads(field.message(), depth + 1)));
  }
}
