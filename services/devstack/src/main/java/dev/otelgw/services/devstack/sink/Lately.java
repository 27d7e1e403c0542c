package dev.otelgw.services.devstack.sink;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What there was instead of what was waited for, in few lines. */
final class Lately {

  private static final int SHOWN = 40;

  private Lately() {}

  static String spans(List<ReceivedSpan> spans) {
    return lines("spans", spans.stream().map(ReceivedSpan::toString).toList());
  }

  static String logs(List<ReceivedLog> logs) {
    return lines("log records", logs.stream().map(ReceivedLog::toString).toList());
  }

  /** Points of the metric, or the names of all metrics. */
  static String points(String metric, List<ReceivedPoint> points) {
    List<String> same =
        points.stream()
            .filter(point -> point.name().equals(metric))
            .map(ReceivedPoint::toString)
            .toList();
    if (!same.isEmpty()) {
      return lines("points of it", same);
    }
    TreeSet<String> names =
        points.stream().map(ReceivedPoint::name).collect(Collectors.toCollection(TreeSet::new));
    return "no point of it, but metrics " + names;
  }

  private static String lines(String what, List<String> all) {
    return "%d %s, the last of them:\n%s"
        .formatted(
            all.size(),
            what,
            all.stream().skip(Math.max(0, all.size() - SHOWN)).collect(Collectors.joining("\n")));
  }
}
