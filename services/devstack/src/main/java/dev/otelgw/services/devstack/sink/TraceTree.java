package dev.otelgw.services.devstack.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints a trace as a tree: service, kind, name and duration of each span with the attributes that
 * say the most, its links, and beneath it the log lines that were written in it.
 */
public final class TraceTree {

  /** In this order; the rest is left out. */
  private static final List<String> SHOWN =
      List.of(
          "http.response.status_code",
          "db.query.text",
          "messaging.message.id",
          "messaging.rabbitmq.destination.routing_key",
          "discord.interaction_type",
          "discord.command",
          "discord.user_id",
          "discord.channel_id",
          "scheduler.model",
          "scheduler.job_id",
          "retry.event_type",
          "retry.retry_count",
          "url.full",
          "error.type");

  private static final int LONGEST = 100;

  private final Trace trace;
  private final StringBuilder out = new StringBuilder();

  private TraceTree(Trace trace) {
    this.trace = trace;
  }

  /** The whole tree, one line for each span and log record. */
  public static String print(Trace trace) {
    TraceTree tree = new TraceTree(trace);
    tree.out.append(
        "trace %s: %d spans of %s\n".formatted(trace.id(), trace.spans().size(), trace.services()));
    List<ReceivedSpan> roots = trace.roots();
    for (int i = 0; i < roots.size(); i++) {
      tree.span(roots.get(i), "", i == roots.size() - 1);
    }
    trace.logs().stream()
        .filter(log -> trace.spans(span -> span.spanId().equals(log.spanId())).isEmpty())
        .forEach(log -> tree.log(log, ""));
    return tree.out.toString();
  }

  private void span(ReceivedSpan span, String indent, boolean last) {
    out.append(indent)
        .append(last ? "└─ " : "├─ ")
        .append("%s  %s %s  %s".formatted(span.service(), kind(span), span.name(), time(span)));
    SHOWN.forEach(name -> attribute(name, span.attributes()));
    if (span.isError()) {
      out.append("  ERROR ").append(shortened(span.span().getStatus().getMessage()));
    }
    if (!span.isRoot() && trace.parent(span).isEmpty()) {
      out.append("  (its parent ").append(span.parentId()).append(" has not come)");
    }
    span.links().forEach(link -> out.append("  ").append(link(span, link)));
    out.append('\n');
    String below = indent + (last ? "   " : "│  ");
    List<ReceivedSpan> children = new ArrayList<>(trace.children(span));
    String logIndent = below + (children.isEmpty() ? "   " : "│  ");
    trace.logs(span).forEach(log -> log(log, logIndent));
    for (int i = 0; i < children.size(); i++) {
      span(children.get(i), below, i == children.size() - 1);
    }
  }

  private void log(ReceivedLog log, String indent) {
    out.append(indent)
        .append("» ")
        .append(log.severity())
        .append(' ')
        .append(shortened(log.body()))
        .append('\n');
  }

  private void attribute(String name, Map<String, String> attributes) {
    String value = attributes.getOrDefault(name, "");
    if (!value.isEmpty()) {
      String last = name.substring(name.lastIndexOf('.') + 1);
      out.append("  ").append(last).append('=').append(shortened(value));
    }
  }

  private String link(ReceivedSpan span, ReceivedSpan.Link link) {
    if (!link.traceId().equals(span.traceId())) {
      return "-> trace " + link.traceId();
    }
    return trace.spans(other -> other.spanId().equals(link.spanId())).stream()
        .findFirst()
        .map(other -> "-> " + other.name())
        .orElse("-> span " + link.spanId());
  }

  private static String kind(ReceivedSpan span) {
    return span.kind().equals("INTERNAL") ? "·" : span.kind();
  }

  private static String time(ReceivedSpan span) {
    return String.format(Locale.ROOT, "%.1f ms", span.duration().toNanos() / 1e6);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
