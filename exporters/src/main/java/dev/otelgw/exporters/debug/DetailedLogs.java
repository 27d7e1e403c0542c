package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

/** Every field of log records, laid out as the Collector's debug exporter does. */
final class DetailedLogs {

  private final Lines lines = new Lines();

  private DetailedLogs() {}

  static Lines of(ExportLogsServiceRequest request) {
    DetailedLogs logs = new DetailedLogs();
    int number = 0;
    for (ResourceLogs resource : request.getResourceLogsList()) {
      logs.resource(number++, resource);
    }
    return logs.lines;
  }

  private void resource(int number, ResourceLogs resource) {
    lines.resource("ResourceLog", number, resource.getResource(), resource.getSchemaUrl());
    int scopeNumber = 0;
    for (ScopeLogs scope : resource.getScopeLogsList()) {
      lines.scope("ScopeLogs", scopeNumber++, scope.getScope(), scope.getSchemaUrl());
      int recordNumber = 0;
      for (LogRecord record : scope.getLogRecordsList()) {
        logRecord(recordNumber++, record);
      }
    }
  }

  private void logRecord(int number, LogRecord record) {
    lines
        .line("LogRecord #" + number)
        .line("ObservedTimestamp: " + Values.time(record.getObservedTimeUnixNano()))
        .line("Timestamp: " + Values.time(record.getTimeUnixNano()))
        .line("SeverityText: " + Values.clean(record.getSeverityText()))
        .line(
            "SeverityNumber: %s(%d)"
                .formatted(
                    Values.word(record.getSeverityNumber(), "SEVERITY_NUMBER_"),
                    record.getSeverityNumberValue()));
    if (!record.getEventName().isEmpty()) {
      lines.line("EventName: " + Values.clean(record.getEventName()));
    }
    lines.line("Body: " + Values.typed(record.getBody()));
    if (record.getDroppedAttributesCount() > 0) {
      lines.line("DroppedAttributesCount: " + record.getDroppedAttributesCount());
    }
    lines
        .attributes("Attributes:", "     ", record.getAttributesList())
        .line("Trace ID: " + Values.hex(record.getTraceId()))
        .line("Span ID: " + Values.hex(record.getSpanId()))
        .line("Flags: " + record.getFlags());
  }
}
