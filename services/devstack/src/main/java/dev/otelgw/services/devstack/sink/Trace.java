package dev.otelgw.services.devstack.sink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of one trace: immutable, spans and logs in the order of their times.
 *
 * @param linked ids of the traces that spans of this one link to, and of those whose spans link to
 *     this one
 */
public record Trace(
    String id, List<ReceivedSpan> spans, List<ReceivedLog> logs, Set<String> linked) {

  static Trace of(String id, List<ReceivedSpan> allSpans, List<ReceivedLog> allLogs) {
    List<ReceivedSpan> spans = new ArrayList<>();
    Set<String> linked = new LinkedHashSet<>();
    for (ReceivedSpan span : allSpans) {
      List<String> targets = span.links().stream().map(ReceivedSpan.Link::traceId).toList();
      if (span.traceId().equals(id)) {
        spans.add(span);
        linked.addAll(targets);
      } else if (targets.contains(id)) {
        linked.add(span.traceId());
      }
    }
    linked.remove(id);
    spans.sort(Comparator.comparingLong(ReceivedSpan::start));
    List<ReceivedLog> logs =
        allLogs.stream()
            .filter(log -> log.traceId().equals(id))
            .sorted(Comparator.comparingLong(ReceivedLog::time))
            .toList();
    return new Trace(id, List.copyOf(spans), logs, Set.copyOf(linked));
  }

  /** Spans without a parent, or whose parent has not come. */
  public List<ReceivedSpan> roots() {
    Map<String, ReceivedSpan> byId =
        spans.stream()
            .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity(), (a, _) -> a));
    return spans.stream().filter(span -> !byId.containsKey(span.parentId())).toList();
  }

  /** Whether it begins with one root, and every other span's parent has come. */
  public boolean isComplete() {
    List<ReceivedSpan> roots = roots();
    return roots.size() == 1 && roots.getFirst().isRoot();
  }

  public List<ReceivedSpan> children(ReceivedSpan parent) {
    return spans.stream().filter(span -> span.parentId().equals(parent.spanId())).toList();
  }

  public Optional<ReceivedSpan> parent(ReceivedSpan child) {
    return spans.stream().filter(span -> span.spanId().equals(child.parentId())).findFirst();
  }

  /** Whether one lies somewhere below another. */
  public boolean isBelow(ReceivedSpan below, ReceivedSpan above) {
    Optional<ReceivedSpan> at = parent(below);
    while (at.isPresent() && !at.get().equals(above)) {
      at = parent(at.get());
    }
    return at.isPresent();
  }

  public List<ReceivedLog> logs(ReceivedSpan span) {
    return logs.stream().filter(log -> log.spanId().equals(span.spanId())).toList();
  }

  public List<ReceivedSpan> spans(Predicate<ReceivedSpan> wanted) {
    return spans.stream().filter(wanted).toList();
  }

  /**
   * The first span that is wanted.
   *
   * @throws AssertionError with the tree, if there is none
   */
  public ReceivedSpan span(String what, Predicate<ReceivedSpan> wanted) {
    return spans.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " in\n" + TraceTree.print(this)));
  }

  /** The first span of a service with a name. */
  public ReceivedSpan span(String service, String name) {
    return span(
        "span \"%s\" of %s".formatted(name, service),
        span -> span.service().equals(service) && span.name().equals(name));
  }

  public Set<String> services() {
    return spans.stream()
        .map(ReceivedSpan::service)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
