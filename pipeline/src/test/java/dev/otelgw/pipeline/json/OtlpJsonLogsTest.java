package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.attribute;
import static dev.otelgw.pipeline.json.JsonRequests.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import org.junit.jupiter.api.Test;

class OtlpJsonLogsTest {

  private static final String EXAMPLE =
      """
      {"resourceLogs": [
        {"resource": {
          "attributes": [{"key": "service.name", "value": {"stringValue": "my.service"}}],
          "droppedAttributesCount": 2,
          "entityRefs": [{"type": "service", "idKeys": ["service.name", ""],
            "descriptionKeys": []}]},
         "scopeLogs": [{"logRecords": [
          {"timeUnixNano": "1544712660300000000",
           "observedTimeUnixNano": "18446744073709551615",
           "severityNumber": 10,
           "severityText": "Information",
           "traceId": "5B8EFFF798038103D269B633813FC60C",
           "spanId": "EEE19B7EC3C1B174",
           "flags": 4294967295,
           "eventName": "user.login",
           "droppedAttributesCount": 1,
           "body": {"stringValue": "Example log record"},
           "attributes": [
             {"key": "string.attribute", "value": {"stringValue": "some string"}},
             {"key": "boolean.attribute", "value": {"boolValue": true}},
             {"key": "int.attribute", "value": {"intValue": "10"}},
             {"key": "double.attribute", "value": {"doubleValue": 637.704}},
             {"key": "bytes.attribute", "value": {"bytesValue": "AP8Q"}},
             {"key": "array.attribute", "value": {"arrayValue": {"values": [
               {"stringValue": "many"}, {"stringValue": "values"}, {}]}}},
             {"key": "map.attribute", "value": {"kvlistValue": {"values": [
               {"key": "some.map.key", "value": {"stringValue": "some value"}}]}}}]},
          {}]}]},
        {}]}
      """;

  @Test
  void readsALogRecordFieldForField() {
    Batch batch = JsonRequests.read(Signal.LOGS, EXAMPLE);
    assertThat(batch.items()).isEqualTo(2);
    assertThat(batch.message())
        .isEqualTo(
            ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                    ResourceLogs.newBuilder()
                        .setResource(resource())
                        .addScopeLogs(
                            ScopeLogs.newBuilder()
                                .addLogRecords(record())
                                .addLogRecords(LogRecord.getDefaultInstance())))
                .addResourceLogs(ResourceLogs.getDefaultInstance())
                .build());
  }

  private static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", "my.service"))
        .setDroppedAttributesCount(2)
        .addEntityRefs(
            EntityRef.newBuilder().setType("service").addIdKeys("service.name").addIdKeys(""))
        .build();
  }

  private static LogRecord record() {
    return LogRecord.newBuilder()
        .setTimeUnixNano(1544712660300000000L)
        .setObservedTimeUnixNano(-1)
        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO2)
        .setSeverityText("Information")
        .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
        .setSpanId(hex("eee19b7ec3c1b174"))
        .setFlags(-1)
        .setEventName("user.login")
        .setDroppedAttributesCount(1)
        .setBody(AnyValue.newBuilder().setStringValue("Example log record"))
        .addAttributes(attribute("string.attribute", "some string"))
        .addAttributes(attribute("boolean.attribute", AnyValue.newBuilder().setBoolValue(true)))
        .addAttributes(attribute("int.attribute", AnyValue.newBuilder().setIntValue(10)))
        .addAttributes(attribute("double.attribute", AnyValue.newBuilder().setDoubleValue(637.704)))
        .addAttributes(
            attribute(
                "bytes.attribute",
                AnyValue.newBuilder()
                    .setBytesValue(ByteString.copyFrom(new byte[] {0, (byte) 255, 16}))))
        .addAttributes(
            attribute(
                "array.attribute",
                AnyValue.newBuilder()
                    .setArrayValue(
                        ArrayValue.newBuilder()
                            .addValues(AnyValue.newBuilder().setStringValue("many"))
                            .addValues(AnyValue.newBuilder().setStringValue("values"))
                            .addValues(AnyValue.getDefaultInstance()))))
        .addAttributes(
            attribute(
                "map.attribute",
                AnyValue.newBuilder()
                    .setKvlistValue(
                        KeyValueList.newBuilder()
                            .addValues(attribute("some.map.key", "some value")))))
        .build();
  }
}
