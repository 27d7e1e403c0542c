package dev.otelgw.pipeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OddWire;
import dev.otelgw.pipeline.testing.RandomOtlp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an edit reads of messages that are written in odd ways, held against their objects. */
class WireMessageTest {

  private static final MessageType RECORD = OtlpSchema.type("LogRecord");
  private static final Field BODY = RECORD.requireField("body");
  private static final Field SEVERITY = RECORD.requireField("severity_number");
  private static final Field SEVERITY_TEXT = RECORD.requireField("severity_text");

  @Test
  void readsWhatTheGeneratedClassesRead() {
    Random random = new Random(41);
    int seen = 0;
    for (int i = 0; i < 1000; i++) {
      ExportLogsServiceRequest request =
          (ExportLogsServiceRequest)
              RandomOtlp.request(Signal.LOGS, random, new RandomOtlp.Size(3, 9, 2, 70, 20));
      byte[] bytes = OddWire.encode(request, random);
      List<LogRecord> records = records(request);
      seen += records.size();
      OtlpEdit.apply(
          ((Parsed.Valid) OtlpParser.parse(Signal.LOGS, bytes)).batch(),
          new Edit() {
            @Override
            public Verdict item(WireMessage item) {
              same(item, records.removeLast());
              return Verdict.KEEP;
            }
          });
      assertThat(records).isEmpty();
    }
    assertThat(seen).isGreaterThan(1000);
  }

  private static void same(WireMessage item, LogRecord record) {
    WireValue body = item.value(BODY);
    assertThat(body.toObject()).isEqualTo(plain(record.getBody()));
    assertThat(body.isSame(item.value(BODY))).isEqualTo(!holdsNan(record.getBody()));
    assertThat((int) item.number(SEVERITY)).isEqualTo(record.getSeverityNumberValue());
    AttributeKey text = AttributeKey.of(record.getSeverityText());
    assertThat(item.matches(SEVERITY_TEXT, text::is)).isTrue();
    List<String> keys = new ArrayList<>();
    item.attributes().forEach(attribute -> keys.add(attribute.key()));
    assertThat(keys).isEqualTo(record.getAttributesList().stream().map(KeyValue::getKey).toList());
  }

  /** Not a number is not the same as itself; inside of lists it is. */
  private static boolean holdsNan(AnyValue value) {
    return value.hasDoubleValue() && Double.isNaN(value.getDoubleValue());
  }

  private static List<LogRecord> records(ExportLogsServiceRequest request) {
    List<LogRecord> records = new ArrayList<>();
    request
        .getResourceLogsList()
        .forEach(resource ->
            resource
                .getScopeLogsList()
                .forEach(scope -> records.addAll(scope.getLogRecordsList())));
    return records;
  }

  private static @Nullable Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> ByteBuffer.wrap(value.getBytesValue().toByteArray());
      case ARRAY_VALUE ->
          // A list of its own: there may be nothing among the elements.
          new ArrayList<>(
              value.getArrayValue().getValuesList().stream().map(WireMessageTest::plain).toList());
      case KVLIST_VALUE -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          map.put(entry.getKey(), plain(entry.getValue()));
        }
        yield map;
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> null;
    };
  }
}
