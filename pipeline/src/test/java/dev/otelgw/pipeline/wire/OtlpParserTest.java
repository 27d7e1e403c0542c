package dev.otelgw.pipeline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpParserTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void countsWhatProtobufCounts(Signal signal) {
    Random random = new Random(1);
    int items = 0;
    for (int i = 0; i < 2000; i++) {
      Message request =
          RandomOtlp.request(signal, random, RandomOtlp.Size.USUAL.withUnknown(i % 20));
      byte[] bytes = request.toByteArray();
      assertThat(OtlpParser.parse(signal, bytes))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> {
                assertThat(valid.batch().items()).isEqualTo(ItemCount.of(request));
                assertThat(valid.batch().message()).isEqualTo(request);
              });
      items += ItemCount.of(request);
    }
    assertThat(items).isGreaterThan(1000);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everyTruncationIsRefusedOrCountedAsProtobufDoes(Signal signal) throws Exception {
    Random random = new Random(2);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = RandomOtlp.request(signal, random, RandomOtlp.Size.SMALL).toByteArray();
      for (int length = 0; length < bytes.length; length++) {
        refusedOrCountedTheSame(signal, Arrays.copyOf(bytes, length));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everyBitFlipIsRefusedOrCountedAsProtobufDoes(Signal signal) throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = RandomOtlp.request(signal, random, RandomOtlp.Size.SMALL).toByteArray();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
        refusedOrCountedTheSame(signal, flipped);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void noiseIsRefusedOrCountedAsProtobufDoes(Signal signal) throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      if (noise.length > 0 && random.nextBoolean()) {
        noise[0] = 0x0a;
      }
      refusedOrCountedTheSame(signal, noise);
    }
  }

  private static void refusedOrCountedTheSame(Signal signal, byte[] bytes) throws Exception {
    Parsed parsed = OtlpParser.parse(signal, bytes);
    if (parsed instanceof Parsed.Valid(var batch)) {
      Message request;
      try {
        request = RandomOtlp.emptyRequest(signal).getParserForType().parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        fail("taken, though protobuf says: " + e.getMessage());
        return;
      }
      assertThat(batch.items()).isEqualTo(ItemCount.of(request));
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    Span.Builder span =
        Span.newBuilder()
            .addAttributes(attribute("a", AnyValue.newBuilder().setIntValue(1)))
            .addAttributes(attribute("b", AnyValue.newBuilder().setStringValue("text")));
    byte[] bytes = request(span).toByteArray();
    int text = ByteString.copyFrom(bytes).toStringUtf8().indexOf("text");
    bytes[text] = (byte) 0xff;

    assertThat(OtlpParser.parse(Signal.TRACES, bytes))
        .isEqualTo(
            new Parsed.Malformed(
                "malformed ExportTraceServiceRequest at byte %d of %d (resource_spans[0]"
                        .formatted(text - 2, bytes.length)
                    + ".scope_spans[0].spans[0].attributes[1].value.string_value): not valid UTF-8"));
  }

  @Test
  void refusesIdsOfAnotherLength() {
    byte[] bytes =
        request(Span.newBuilder().setTraceId(ByteString.copyFrom(new byte[15]))).toByteArray();

    assertThat(OtlpParser.parse(Signal.TRACES, bytes))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class,
            malformed ->
                assertThat(malformed.message())
                    .contains("spans[0].trace_id): an id of 15 bytes; it must have 16"));
  }

  @Test
  void refusesNestingThatABackendWouldRefuse() {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 0; i < 60; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    byte[] bytes =
        request(Span.newBuilder().addAttributes(attribute("deep", value.toBuilder())))
            .toByteArray();

    assertThat(OtlpParser.parse(Signal.TRACES, bytes))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class,
            malformed -> assertThat(malformed.message()).contains("nested deeper than 100"));
  }

  @Test
  void anEmptyRequestIsValidAndCountsNothing() {
    assertThat(OtlpParser.parse(Signal.LOGS, new byte[0]))
        .isInstanceOfSatisfying(
            Parsed.Valid.class, valid -> assertThat(valid.batch().items()).isZero());
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static ExportTraceServiceRequest request(Span.Builder span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }
}
