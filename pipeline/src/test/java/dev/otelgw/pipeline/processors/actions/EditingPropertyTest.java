package dev.otelgw.pipeline.processors.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OddWire;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.OtlpEdit;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.pipeline.wire.WireMessage;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random actions on random requests, held against the same done with protobuf's objects. */
class EditingPropertyTest {

  private static final RandomOtlp.Size SIZE = new RandomOtlp.Size(2, 9, 2, 75, 25);

  private static final int ROUNDS = 2000;

  private static final Set<String> ITEMS =
      Set.of(
          "Span",
          "LogRecord",
          "NumberDataPoint",
          "HistogramDataPoint",
          "ExponentialHistogramDataPoint",
          "SummaryDataPoint");

  @ParameterizedTest
  @EnumSource(Signal.class)
  void itemsBecomeWhatTheirObjectsBecome(Signal signal) {
    check(signal, ITEMS, 21);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void resourcesBecomeWhatTheirObjectsBecome(Signal signal) {
    check(signal, Set.of("Resource"), 22);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void scopesBecomeWhatTheirObjectsBecome(Signal signal) {
    check(signal, Set.of("InstrumentationScope"), 23);
  }

  private static void check(Signal signal, Set<String> types, int seed) {
    Random random = new Random(seed);
    int changed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Batch batch = batch(signal, random);
      List<String> keys = new ArrayList<>(List.of("a"));
      keys(batch.message(), types, keys);
      // In a configuration the empty text is as good as nothing.
      keys.removeIf(String::isEmpty);
      List<ActionConfig> actions = new RandomActions(random, keys).some();

      Batch edited = OtlpEdit.apply(batch, edit(types, Actions.of(actions)));

      Message expected = edited(batch.message(), types, actions);
      assertThat(edited.message())
          .as("seed %d, round %d: %s", seed, i, actions)
          .isEqualTo(expected);
      assertThat(OtlpParser.parse(signal, edited.toByteArray()))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> assertThat(valid.batch().items()).isEqualTo(batch.items()));
      assertThat(edited.items()).isEqualTo(batch.items());
      changed += expected.equals(batch.message()) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(ROUNDS / 10);
  }

  /** In usual and in odd form, of one or several segments. */
  private static Batch batch(Signal signal, Random random) {
    List<Batch> segments = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Message message = RandomOtlp.request(signal, random, SIZE);
      byte[] bytes = random.nextBoolean() ? message.toByteArray() : OddWire.encode(message, random);
      segments.add(((Parsed.Valid) OtlpParser.parse(signal, bytes)).batch());
    }
    return Batch.join(segments);
  }

  private static Edit edit(Set<String> types, Actions actions) {
    return new Edit() {
      @Override
      public Verdict resource(WireMessage resource) {
        act(resource);
        return types.contains("Resource") ? Verdict.KEEP : Verdict.VISIT;
      }

      @Override
      public Verdict scope(WireMessage scope) {
        act(scope);
        return Verdict.VISIT;
      }

      @Override
      public Verdict item(WireMessage item) {
        act(item);
        return Verdict.KEEP;
      }

      private void act(WireMessage message) {
        if (types.contains(message.type().name())) {
          actions.apply(message.attributes());
        }
      }
    };
  }

  private static Message edited(Message message, Set<String> types, List<ActionConfig> actions) {
    Message.Builder builder = message.toBuilder();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      boolean wanted = types.contains(field.getMessageType().getName());
      if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          Message child = (Message) message.getRepeatedField(field, i);
          builder.setRepeatedField(
              field, i, wanted ? acted(child, actions) : edited(child, types, actions));
        }
      } else if (wanted) {
        Message child = acted((Message) message.getField(field), actions);
        if (message.hasField(field) || !child.equals(child.getDefaultInstanceForType())) {
          builder.setField(field, child);
        }
      } else if (message.hasField(field)) {
        builder.setField(field, edited((Message) message.getField(field), types, actions));
      }
    }
    return builder.build();
  }

  private static Message acted(Message message, List<ActionConfig> actions) {
    FieldDescriptor list = message.getDescriptorForType().findFieldByName("attributes");
    return message.toBuilder()
        .setField(list, ReferenceActions.apply(actions, attributes(message)))
        .build();
  }

  private static List<KeyValue> attributes(Message message) {
    FieldDescriptor list = message.getDescriptorForType().findFieldByName("attributes");
    return ((List<?>) message.getField(list)).stream().map(KeyValue.class::cast).toList();
  }

  private static void keys(Message message, Set<String> types, List<String> keys) {
    if (types.contains(message.getDescriptorForType().getName())) {
      attributes(message).forEach(attribute -> keys.add(attribute.getKey()));
    }
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            List<?> children = field.isRepeated() ? (List<?>) value : List.of(value);
            children.forEach(child -> keys((Message) child, types, keys));
          }
        });
  }
}
