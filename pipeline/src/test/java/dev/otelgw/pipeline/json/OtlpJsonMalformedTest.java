package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.complaint;
import static dev.otelgw.pipeline.json.JsonRequests.logs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonMalformedTest {

  @Test
  void saysLineColumnPathAndWhat() {
    assertThat(
            complaint(
                Signal.TRACES,
                """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{},
                  {"traceId":"5b8efff798038103d269b633813fc6"}]}]}]}
                """))
        .isEqualTo(
            "malformed OTLP/JSON at line 2, column 14"
                + " (resourceSpans[0].scopeSpans[0].spans[1].traceId): 15 bytes, must be 16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "traceId": "5b8"                      | traceId): 3 hex digits, must be 32
          "spanId": "xyz19b7ec3c1b174"          | spanId): not hexadecimal
          "spanId": "eee19b7ec3c1b1７４"         | spanId): not hexadecimal
          "spanId": "W47/95gDgQM="              | spanId): not hexadecimal, which ids must be in OTLP/JSON
          "spanId": "eee19b7ec3c1b1"            | spanId): 7 bytes, must be 8
          "spanId": 5                           | spanId): a number, must be a string
          "severityNumber": "LOUD"              | severityNumber): "LOUD" is none of SEVERITY_NUMBER_UNSPECIFIED
          "severityNumber": 2147483648          | severityNumber): "2147483648" is out of range for enum
          "severityNumber": 1.5                 | severityNumber): "1.5" is not a whole number
          "severityNumber": true                | severityNumber): true, must be a number
          "flags": -1                           | flags): "-1" is out of range for fixed32
          "flags": 4294967296                   | flags): "4294967296" is out of range for fixed32
          "flags": ""                           | flags): "" is not a number
          "flags": " 1"                         | flags): " 1" is not a number
          "flags": "1f"                         | flags): "1f" is not a number
          "flags": "--1"                        | flags): "--1" is not a number
          "flags": "٣"                          | flags): "٣" is not a number
          "timeUnixNano": "18446744073709551616" | "18446744073709551616" is out of range for fixed64
          "timeUnixNano": 1e999999999           | "1e999999999" is out of range for fixed64
          "timeUnixNano": 1e-999999999          | "1e-999999999" is not a whole number
          "timeUnixNano": 1e99999999999         | "1e99999999999" is not a number
          "timeUnixNano": {}                    | timeUnixNano): an object, must be a number
          "body": {"intValue": 9223372036854775808} | body.intValue): "9223372036854775808" is out of range for int64
          "body": {"doubleValue": 1e309}        | body.doubleValue): "1e309" is beyond the range of a double
          "body": {"doubleValue": "1e309"}      | body.doubleValue): "1e309" is beyond the range of a double
          "body": {"doubleValue": "0x1p3"}      | body.doubleValue): "0x1p3" is not a number
          "body": {"doubleValue": "e"}          | body.doubleValue): "e" is not a number
          "body": {"doubleValue": NaN}          | body.doubleValue)
          "body": {"boolValue": "true"}         | body.boolValue): a string, must be true or false
          "body": {"boolValue": 1}              | body.boolValue): a number, must be true or false
          "body": {"bytesValue": "A"}           | body.bytesValue): base64 that ends in the middle of a byte
          "body": {"bytesValue": "A!=="}        | body.bytesValue): not base64
          "body": {"bytesValue": "AA==AA"}      | body.bytesValue): not base64
          "body": {"stringValue": "\\ud800"}     | body.stringValue): half of a surrogate pair (\\ud800), not text
          "body": {"stringValue": "\\ude00\\ud83d"} | body.stringValue): half of a surrogate pair (\\ude00), not text
          "body": {"stringValue": "a\\ud83d"}    | body.stringValue): half of a surrogate pair (\\ud83d), not text
          "body": {"stringValue": 5}            | body.stringValue): a number, must be a string
          "body": "text"                        | body): a string, must be an object
          "body": []                            | body): an array, must be an object
          "attributes": {"key": "a"}            | attributes): an object, must be an array
          "attributes": "none"                  | attributes): a string, must be an array
          "attributes": [{"key": "a"}, 7]       | attributes[1]): a number, must be an object
          """)
  void saysWhatIsWrongWithAValue(String fields, String end) {
    assertThat(complaint(Signal.LOGS, logs(fields)))
        .startsWith("malformed OTLP/JSON at line 1, column ")
        .contains(" (resourceLogs[0].scopeLogs[0].logRecords[0].")
        .contains(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``             | line 1, column 1: empty; a request with nothing in it is {}
          `  `           | line 1, column 3: empty; a request with nothing in it is {}
          []             | line 1, column 1: an array, must be an object
          null           | line 1, column 1: null, must be an object
          {} {}          | line 1, column 4: more text after the end of the request
          {}]            | line 1, column 3: Unexpected close marker ']'
          {              | line 1, column 2: the text ends here, too early
          {"a"           | line 1, column 5 (a): the text ends here, too early
          {"resourceLogs":[{"x":  | (resourceLogs[0].x): the text ends here, too early
          {"resourceLogs":[{"x":"abc | (resourceLogs[0].x): the text ends here, too early
          {resourceLogs:[]}       | Unexpected character ('r' (code 114))
          {'resourceLogs':[]}     | Unexpected character (''' (code 39))
          {"resourceLogs":[],}    | Unexpected character ('}' (code 125))
          {"resourceLogs":[{},]}  | Unexpected character (']' (code 93))
          {"resourceLogs":[nil]}  | (resourceLogs[0]): Unrecognized token 'nil'
          {"x":01}                | Invalid numeric value: Leading zeroes not allowed
          """)
  void saysWhatIsWrongWithTheText(String json, String end) {
    assertThat(complaint(Signal.LOGS, json)).startsWith("malformed OTLP/JSON at ").contains(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c080", "eda080", "eda080edb080", "f4908080", "e697", "c3"})
  void refusesWhatIsNotUtf8WhereverItIs(String bytes) {
    String bad = new String(JsonRequests.hex(bytes).toByteArray(), StandardCharsets.ISO_8859_1);
    String body = "{\"resourceLogs\":[{},\n{\"schemaUrl\":\"é" + bad + "\"}]}";
    byte[] json = latin(body.replace("é", "\u00c3\u00a9"));
    assertThat(complaint(Signal.LOGS, json))
        .isEqualTo(
            "malformed OTLP/JSON at line 2, column 17 (resourceLogs[1].schemaUrl): not valid UTF-8");
    assertThat(complaint(Signal.LOGS, latin("{\"unknown\":[\"" + bad + "\"]}")))
        .isEqualTo("malformed OTLP/JSON at line 1, column 14 (unknown[0]): not valid UTF-8");
    assertThat(complaint(Signal.LOGS, latin("{\"" + bad + "\":1}")))
        .startsWith("malformed OTLP/JSON at line 1, column 3")
        .endsWith(": not valid UTF-8");
  }

  @Test
  void refusesOtherEncodings() {
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(complaint(Signal.LOGS, utf16)).startsWith("malformed OTLP/JSON at line 1, column ");
  }

  @Test
  void boundsWhatIsSkipped() {
    String deep = "{\"x\":" + "[".repeat(100_000);
    assertThat(complaint(Signal.LOGS, deep))
        .contains("nesting depth (501) exceeds the maximum allowed (500)")
        .contains("(x[0][0]")
        .contains("[0 ... [0]")
        .hasSizeLessThan(400);
    String digits = "{\"x\":" + "1".repeat(100_000) + "}";
    assertThat(complaint(Signal.LOGS, digits)).contains("exceeds the maximum allowed");
  }

  @Test
  void showsLittleOfWhatAClientWrote() {
    assertThat(complaint(Signal.LOGS, "{\"" + "a\\n".repeat(1000) + "\": nil}"))
        .hasSizeLessThan(400)
        .doesNotContain("\n");
    assertThat(complaint(Signal.LOGS, logs("\"flags\": \"" + "9".repeat(5000) + "\"")))
        .hasSizeLessThan(400);
  }

  @Test
  void givesNoAdviceToProgrammers() {
    assertThat(complaint(Signal.LOGS, "{\"x\":NaN}")).endsWith("Non-standard token 'NaN'");
    assertThat(complaint(Signal.LOGS, "{/**/}")).endsWith("maybe a (non-standard) comment?");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
