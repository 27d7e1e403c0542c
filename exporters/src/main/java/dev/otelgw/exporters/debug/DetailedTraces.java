package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** Every field of spans, laid out as the Collector's debug exporter does. */
final class DetailedTraces {

  private static final String INDENT = "     ";

  private final Lines lines = new Lines();

  private DetailedTraces() {}

  static Lines of(ExportTraceServiceRequest request) {
    DetailedTraces traces = new DetailedTraces();
    int number = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      traces.resource(number++, resource);
    }
    return traces.lines;
  }

  private void resource(int number, ResourceSpans resource) {
    lines.resource("ResourceSpans", number, resource.getResource(), resource.getSchemaUrl());
    int scopeNumber = 0;
    for (ScopeSpans scope : resource.getScopeSpansList()) {
      lines.scope("ScopeSpans", scopeNumber++, scope.getScope(), scope.getSchemaUrl());
      int spanNumber = 0;
      for (Span span : scope.getSpansList()) {
        span(spanNumber++, span);
      }
    }
  }

  private void span(int number, Span span) {
    lines
        .line("Span #" + number)
        .line("    Trace ID       : " + Values.hex(span.getTraceId()))
        .line("    Parent ID      : " + Values.hex(span.getParentSpanId()))
        .line("    ID             : " + Values.hex(span.getSpanId()))
        .line("    Name           : " + Values.clean(span.getName()))
        .line("    Kind           : " + Values.word(span.getKind(), "SPAN_KIND_"));
    if (!span.getTraceState().isEmpty()) {
      lines.line("    TraceState     : " + Values.clean(span.getTraceState()));
    }
    lines
        .line("    Start time     : " + Values.time(span.getStartTimeUnixNano()))
        .line("    End time       : " + Values.time(span.getEndTimeUnixNano()))
        .line("    Status code    : " + Values.word(span.getStatus().getCode(), "STATUS_CODE_"))
        .line("    Status message : " + Values.clean(span.getStatus().getMessage()));
    dropped("DroppedAttributesCount", span.getDroppedAttributesCount());
    dropped("DroppedEventsCount", span.getDroppedEventsCount());
    dropped("DroppedLinksCount", span.getDroppedLinksCount());
    lines.attributes("Attributes:", INDENT, span.getAttributesList());
    events(span.getEventsList());
    links(span.getLinksList());
  }

  private void dropped(String name, int count) {
    if (count > 0) {
      lines.line("    " + name + ": " + count);
    }
  }

  private void events(List<Span.Event> events) {
    if (!events.isEmpty()) {
      lines.line("Events:");
    }
    int number = 0;
    for (Span.Event event : events) {
      lines
          .line("SpanEvent #" + number++)
          .line("     -> Name: " + Values.clean(event.getName()))
          .line("     -> Timestamp: " + Values.time(event.getTimeUnixNano()))
          .line("     -> DroppedAttributesCount: " + event.getDroppedAttributesCount())
          .attributes("     -> Attributes::", INDENT + INDENT, event.getAttributesList());
    }
  }

  private void links(List<Span.Link> links) {
    if (!links.isEmpty()) {
      lines.line("Links:");
    }
    int number = 0;
    for (Span.Link link : links) {
      lines
          .line("SpanLink #" + number++)
          .line("     -> Trace ID: " + Values.hex(link.getTraceId()))
          .line("     -> ID: " + Values.hex(link.getSpanId()))
          .line("     -> TraceState: " + Values.clean(link.getTraceState()))
          .line("     -> DroppedAttributesCount: " + link.getDroppedAttributesCount())
          .attributes("     -> Attributes::", INDENT + INDENT, link.getAttributesList());
    }
  }
}
