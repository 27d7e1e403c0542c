package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.hex;
import static dev.otelgw.pipeline.json.JsonRequests.logRecord;
import static dev.otelgw.pipeline.json.JsonRequests.metric;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonLenienceTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "'\"0\"', 0",
    "'\"-5\"', -5",
    "'\"+5\"', 5",
    "1e3, 1000",
    "1.0, 1",
    "1.50e1, 15",
    "'\"1e3\"', 1000",
    "'\"007\"', 7",
    "0e999999999, 0",
    "9223372036854775807, 9223372036854775807",
    "'\"9223372036854775807\"', 9223372036854775807",
    "9.223372036854775807e18, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void readsIntegersInEveryForm(String json, long value) {
    assertThat(body("{\"intValue\": " + json + "}"))
        .isEqualTo(AnyValue.newBuilder().setIntValue(value).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18446744073709551615",
        "\"18446744073709551615\"",
        "18446744073709551615.0",
        "1.8446744073709551615e19"
      })
  void readsUnsignedIntegersUpToTheLast(String json) {
    assertThat(logRecord("\"timeUnixNano\": " + json).getTimeUnixNano()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "-0.0, -0.0",
    "-0, -0.0",
    "'\"-0\"', -0.0",
    "0, 0.0",
    "'\"1.5\"', 1.5",
    "1e3, 1000.0",
    "9007199254740993, 9007199254740992.0",
    "123456789012345678901234567890, 1.2345678901234568e29",
    "4.9e-324, 4.9e-324",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "1e-400, 0.0",
    "'\"NaN\"', NaN",
    "'\"Infinity\"', Infinity",
    "'\"-Infinity\"', -Infinity",
    "'\"nan\"', NaN",
    "'\"+Inf\"', Infinity",
    "'\"-inf\"', -Infinity"
  })
  void readsFloatingPointNumbersInEveryForm(String json, double value) {
    assertThat(body("{\"doubleValue\": " + json + "}"))
        .isEqualTo(AnyValue.newBuilder().setDoubleValue(value).build());
  }

  @Test
  void takesBothSpellingsOfNames() {
    assertThat(
            logRecord(
                """
                "severity_number": 9, "severity_text": "INFO", "time_unix_nano": "5",
                "trace_id": "5b8efff798038103d269b633813fc60c", "event_name": "e",
                "body": {"kvlist_value": {"values": [
                  {"key": "k", "value": {"string_value": "v"}}]}}
                """))
        .isEqualTo(
            logRecord(
                """
                "severityNumber": 9, "severityText": "INFO", "timeUnixNano": "5",
                "traceId": "5b8efff798038103d269b633813fc60c", "eventName": "e",
                "body": {"kvlistValue": {"values": [
                  {"key": "k", "value": {"stringValue": "v"}}]}}
                """));
  }

  @Test
  void skipsWhatIsUnknownWhole() {
    String deep = "[".repeat(200) + "{\"spanId\": 7}" + "]".repeat(200);
    assertThat(
            logRecord(
                "\"x\": {\"traceId\": [1, {\"y\": null}], \"z\": \"\\ud800\"}, \"Body\": 5, \"deep\": "
                    + deep
                    + ", \"severityText\": \"s\", \"\": []"))
        .isEqualTo(LogRecord.newBuilder().setSeverityText("s").build());
  }

  @Test
  void takesNullForAbsent() {
    assertThat(
            logRecord(
                """
                "timeUnixNano": null, "body": null, "attributes": null, "traceId": null,
                "severityNumber": null, "severityText": null, "flags": null
                """))
        .isEqualTo(LogRecord.getDefaultInstance());
    assertThat(body("{\"arrayValue\": {\"values\": [null, {\"intValue\": 1}]}}"))
        .isEqualTo(
            AnyValue.newBuilder()
                .setArrayValue(
                    ArrayValue.newBuilder()
                        .addValues(AnyValue.getDefaultInstance())
                        .addValues(AnyValue.newBuilder().setIntValue(1)))
                .build());
  }

  @Test
  void keepsAlternativesThatAreZeroOrEmpty() {
    assertThat(body("{\"stringValue\": \"\"}"))
        .isEqualTo(AnyValue.newBuilder().setStringValue("").build());
    assertThat(body("{\"boolValue\": false}"))
        .isEqualTo(AnyValue.newBuilder().setBoolValue(false).build());
    assertThat(body("{\"bytesValue\": \"\"}"))
        .isEqualTo(AnyValue.newBuilder().setBytesValue(ByteString.EMPTY).build());
    assertThat(body("{\"arrayValue\": {}}"))
        .isEqualTo(AnyValue.newBuilder().setArrayValue(ArrayValue.getDefaultInstance()).build());
    assertThat(body("{\"kvlistValue\": {\"values\": []}}"))
        .isEqualTo(AnyValue.newBuilder().setKvlistValue(KeyValueList.getDefaultInstance()).build());
    assertThat(body("{}")).isEqualTo(AnyValue.getDefaultInstance());
  }

  @Test
  void letsTheLastOfRepeatedKeysWin() {
    assertThat(logRecord("\"flags\": 7, \"severityText\": \"a\", \"severityText\": \"\""))
        .isEqualTo(LogRecord.newBuilder().setFlags(7).build());
    assertThat(logRecord("\"flags\": 7, \"flags\": 0")).isEqualTo(LogRecord.getDefaultInstance());
    assertThat(body("{\"stringValue\": \"a\", \"intValue\": 0}"))
        .isEqualTo(AnyValue.newBuilder().setIntValue(0).build());
    assertThat(
            metric("\"gauge\": {\"dataPoints\": [{}]}, \"sum\": {\"dataPoints\": [{}, {}]}")
                .getSum()
                .getDataPointsCount())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "AP8Q, 00ff10",
    "AP8=, 00ff",
    "AP8, 00ff",
    "-_-_, fbffbf",
    "+/+/, fbffbf",
    "AA, 00",
    "AA==, 00",
    "'', ''"
  })
  void readsBase64OfBothAlphabets(String text, String bytes) {
    assertThat(body("{\"bytesValue\": \"" + text + "\"}").getBytesValue()).isEqualTo(hex(bytes));
  }

  @Test
  void readsEscapesAndSurrogatePairs() {
    assertThat(
            body(
                "{\"stringValue\": \"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00🙂é日\"}"))
        .isEqualTo(AnyValue.newBuilder().setStringValue("\u0000\"\\/\b\f\n\r\té😀🙂é日").build());
  }

  @ParameterizedTest
  @ValueSource(ints = {41, 42, 43, 63, 64, 126, 127, 128, 5461, 5462, 16383, 16384, 2_000_000})
  void readsTextsOfEveryWidthOfLength(int length) {
    for (String piece : new String[] {"a", "é", "日", "🙂"}) {
      String text = piece.repeat(length);
      assertThat(body("{\"stringValue\": \"" + text + "\"}").getStringValue()).isEqualTo(text);
    }
  }

  @Test
  void keepsNumbersOfEnumsThatNobodyKnowsYet() {
    assertThat(logRecord("\"severityNumber\": 99").getSeverityNumberValue()).isEqualTo(99);
    assertThat(logRecord("\"severityNumber\": -1").getSeverityNumberValue()).isEqualTo(-1);
  }

  @Test
  void takesAByteOrderMarkAndBlanks() {
    Batch batch =
        JsonRequests.read(Signal.LOGS, "\ufeff \r\n" + JsonRequests.logs("\"flags\": 1") + "\n\t ");
    assertThat(batch.items()).isEqualTo(1);
  }

  @Test
  void takesAnEmptyRequest() {
    for (Signal signal : Signal.values()) {
      Batch batch = JsonRequests.read(signal, "{}");
      assertThat(batch.items()).isZero();
      assertThat(batch.size()).isZero();
    }
  }

  @Test
  void takesMessagesAsDeepAsProtobufDoes() {
    // Four messages hold the body, each array and its element are two more.
    assertThat(body(nested(47)).hasArrayValue()).isTrue();
    assertThat(JsonRequests.complaint(Signal.LOGS, JsonRequests.logs("\"body\": " + nested(48))))
        .endsWith("nested deeper than 100 messages");
  }

  static String nested(int arrays) {
    return "{\"arrayValue\":{\"values\":[".repeat(arrays) + "{}" + "]}}".repeat(arrays);
  }

  private static AnyValue body(String json) {
    String text = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return logRecord("\"body\": " + text).getBody();
  }
}
