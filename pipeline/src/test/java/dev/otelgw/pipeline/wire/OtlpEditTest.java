package dev.otelgw.pipeline.wire;

import static dev.otelgw.pipeline.testing.Telemetry.ORIGIN;
import static dev.otelgw.pipeline.testing.Telemetry.pairs;
import static dev.otelgw.pipeline.testing.Telemetry.span;
import static dev.otelgw.pipeline.testing.Telemetry.spans;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OddWire;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.Telemetry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpEditTest {

  private static final AttributeKey ENV = AttributeKey.of("env");
  private static final WireValue PROD = WireValue.of("prod");

  @Test
  void hasTheSameBatchWhereNothingChanges() {
    Batch batch = spans(ORIGIN, span("a", Map.of("env", "prod")), span("b", Map.of()));
    AtomicInteger shown = new AtomicInteger();
    Batch edited =
        OtlpEdit.apply(
            batch,
            items(item -> {
              shown.incrementAndGet();
              Attribute env = item.attributes().find(ENV);
              if (env != null) {
                env.set(PROD);
              }
              item.attributes().add(AttributeKey.of("passing"), PROD);
              item.attributes()
                  .forEach(attribute -> {
                    if (attribute.key().equals("passing")) {
                      attribute.delete();
                    }
                  });
              return Edit.Verdict.KEEP;
            }));
    assertThat(edited).isSameAs(batch);
    assertThat(shown).hasValue(2);
  }

  @Test
  void makesAResourceWhereThereIsNone() {
    ResourceSpans spans =
        ResourceSpans.newBuilder()
            .addScopeSpans(ScopeSpans.newBuilder().addSpans(span("a", Map.of())))
            .setSchemaUrl("url")
            .build();
    Batch batch =
        Telemetry.batch(
            Signal.TRACES, ExportTraceServiceRequest.newBuilder().addResourceSpans(spans).build());
    Resource expected =
        Resource.newBuilder().addAllAttributes(pairs(Map.of("env", "prod"))).build();
    assertThat(OtlpEdit.apply(batch, resources()).message())
        .isEqualTo(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(spans.toBuilder().setResource(expected))
                .build());
  }

  @Test
  void showsNothingBelowWhatIsKept() {
    Batch batch = spans(ORIGIN, span("a", Map.of()));
    Batch edited =
        OtlpEdit.apply(
            batch,
            new Edit() {
              @Override
              public Verdict resource(WireMessage resource) {
                return Verdict.KEEP;
              }

              @Override
              public Verdict scope(WireMessage scope) {
                throw new AssertionError("shown");
              }
            });
    assertThat(edited).isSameAs(batch);
  }

  @Test
  void holdsValuesOfEveryLength() {
    for (int length : new int[] {0, 100, 127, 128, 16_000, 16_383, 16_384, 3_000_000}) {
      Batch batch = spans(ORIGIN, span("a", Map.of("env", "x")), span("b", Map.of()));
      String text = "x".repeat(length);
      Batch edited =
          OtlpEdit.apply(
              batch,
              items(item -> {
                item.attributes().put(ENV, WireValue.of(text));
                return Edit.Verdict.KEEP;
              }));
      assertThat(edited.message())
          .isEqualTo(
              spans(ORIGIN, span("a", Map.of("env", text)), span("b", Map.of("env", text)))
                  .message());
    }
  }

  @Test
  void editsEverySegmentInItsPlace() {
    Batch joined =
        Batch.join(
            List.of(
                spans(ORIGIN, span("a", Map.of())),
                spans(ORIGIN, span("b", Map.of("env", "test"))),
                spans(ORIGIN, span("c", Map.of("env", "prod")))));
    Batch edited =
        OtlpEdit.apply(
            joined,
            items(item -> {
              item.attributes().put(ENV, PROD);
              return Edit.Verdict.KEEP;
            }));
    Map<String, String> prod = Map.of("env", "prod");
    assertThat(edited.message())
        .isEqualTo(
            Batch.join(
                    List.of(
                        spans(ORIGIN, span("a", prod)),
                        spans(ORIGIN, span("b", prod)),
                        spans(ORIGIN, span("c", prod))))
                .message());
    assertThat(edited.items()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void dropsItemsAndWhatIsEmptyThen(Signal signal) {
    Random random = new Random(31);
    int dropped = 0;
    for (int i = 0; i < 1000; i++) {
      Message message = RandomOtlp.request(signal, random, new RandomOtlp.Size(3, 8, 2, 80, 20));
      // What a later alternative of a metric's data overrides has items that nobody sees.
      boolean odd = signal != Signal.METRICS && random.nextBoolean();
      byte[] bytes = odd ? OddWire.encode(message, random) : message.toByteArray();
      Batch batch = ((Parsed.Valid) OtlpParser.parse(signal, bytes)).batch();

      Batch edited =
          OtlpEdit.apply(
              batch,
              items(item ->
                  item.attributes().size() % 2 == 0 ? Edit.Verdict.DROP : Edit.Verdict.KEEP));

      assertThat(edited.message()).as("round " + i).isEqualTo(withoutEvenItems(message));
      assertThat(edited.items()).isEqualTo(ItemCount.of(edited.message()));
      dropped += batch.items() - edited.items();
    }
    assertThat(dropped).isGreaterThan(500);
  }

  private static Edit items(java.util.function.Function<WireMessage, Edit.Verdict> edit) {
    return new Edit() {
      @Override
      public Verdict item(WireMessage item) {
        return edit.apply(item);
      }
    };
  }

  private static Edit resources() {
    return new Edit() {
      @Override
      public Verdict resource(WireMessage resource) {
        resource.attributes().put(ENV, PROD);
        return Verdict.KEEP;
      }
    };
  }

  private static Message withoutEvenItems(Message request) {
    return new Pruned().prune(request);
  }

  /** Drops the items whose number of attributes is even, on protobuf's objects. */
  private static final class Pruned {
    private int kept;
    private int dropped;

    Message prune(Message message) {
      MessageType type = OtlpSchema.type(message.getDescriptorForType().getName());
      Message.Builder builder = message.toBuilder();
      for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
        Field known = type.field(field.getNumber());
        if (known == null || !(known.item() || known.leads())) {
          continue;
        }
        if (!field.isRepeated()) {
          if (message.hasField(field)) {
            builder.setField(field, prune((Message) message.getField(field)));
          }
          continue;
        }
        List<Message> left = new ArrayList<>();
        ((List<?>) message.getField(field)).forEach(child -> keep(known, (Message) child, left));
        builder.setField(field, left);
      }
      return builder.build();
    }

    private void keep(Field field, Message child, List<Message> left) {
      if (field.item()) {
        FieldDescriptor list = child.getDescriptorForType().findFieldByName("attributes");
        if (child.getRepeatedFieldCount(list) % 2 == 0) {
          dropped++;
        } else {
          kept++;
          left.add(child);
        }
        return;
      }
      int keptBefore = kept;
      int droppedBefore = dropped;
      Message pruned = prune(child);
      if (kept > keptBefore || dropped == droppedBefore) {
        left.add(pruned);
      }
    }
  }
}
