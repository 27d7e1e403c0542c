package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.sink.ReceivedLog;
import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that queries ask for, and which of them nothing has that arrived. */
final class Queries {

  private static final Pattern METRIC =
      Pattern.compile("\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+) *(?:=~|!~|!=|=)");
  private static final Pattern BY = Pattern.compile("\\bby *\\(([^)]*)\\)");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b(resource|span)\\.([a-z_.]+)");
  private static final Pattern NAME = Pattern.compile("\\bname = \"([^\"]+)\"");
  private static final Pattern SERVICE = Pattern.compile("service[._]name *(?:=~|=) *\"([^\"]+)\"");
  private static final Set<String> FUNCTIONS = Set.of("histogram_quantile");

  /** What Loki makes of a record besides. */
  private static final Set<String> OF_LOKI = Set.of("trace_id", "span_id", "detected_level");

  private Queries() {}

  /**
   * PromQL.
   *
   * @param stored metrics as text, one sample a line
   */
  static List<String> missingInPromQl(String query, String stored) {
    List<String> missing = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    BY.matcher(query)
        .results()
        .flatMap(by -> Stream.of(by.group(1).split(", *", -1)))
        .forEach(labels::add);
    for (MatchResult metric : METRIC.matcher(BY.matcher(query).replaceAll("")).results().toList()) {
      if (FUNCTIONS.contains(metric.group(1))) {
        continue;
      }
      List<String> samples =
          stored
              .lines()
              .filter(line ->
                  line.startsWith(metric.group(1) + "{") || line.startsWith(metric.group(1) + " "))
              .toList();
      if (samples.isEmpty()) {
        missing.add(metric.group(1));
      }
      lines.addAll(samples);
      if (metric.group(2) != null) {
        LABEL.matcher(metric.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
    }
    labels.stream()
        .filter(label -> lines.stream().noneMatch(line -> line.matches(".*[{,]" + label + "=\".*")))
        .map(label -> "label " + label)
        .forEach(missing::add);
    return missing;
  }

  /** TraceQL. */
  static List<String> missingInTraceQl(String query, Telemetry arrived) {
    List<ReceivedSpan> spans = arrived.spans();
    List<String> missing = new ArrayList<>();
    for (MatchResult attribute : ATTRIBUTE.matcher(query).results().toList()) {
      boolean ofResource = attribute.group(1).equals("resource");
      if (spans.stream()
          .map(ofResource ? ReceivedSpan::resource : ReceivedSpan::attributes)
          .noneMatch(attributes -> attributes.containsKey(attribute.group(2)))) {
        missing.add(attribute.group());
      }
    }
    missing.addAll(unknown(NAME, query, names(spans, ReceivedSpan::name)));
    missing.addAll(unknown(SERVICE, query, names(spans, ReceivedSpan::service)));
    return missing;
  }

  /** LogQL: labels are attributes of resources, with underscores. */
  static List<String> missingInLogQl(String query, Telemetry arrived) {
    Set<String> labels =
        arrived.logs().stream()
            .flatMap(log -> log.resource().keySet().stream())
            .map(name -> name.replace('.', '_'))
            .collect(Collectors.toSet());
    labels.addAll(OF_LOKI);
    List<String> missing =
        new ArrayList<>(
            LABEL
                .matcher(query)
                .results()
                .map(label -> label.group(1))
                .filter(label -> !labels.contains(label))
                .toList());
    missing.addAll(unknown(SERVICE, query, names(arrived.logs(), ReceivedLog::service)));
    return missing;
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return all.stream().map(name).collect(Collectors.toSet());
  }

  private static List<String> unknown(Pattern pattern, String query, Set<String> known) {
    return pattern
        .matcher(query)
        .results()
        .flatMap(value -> Stream.of(value.group(1).split("\\|", -1)))
        .filter(value -> !known.contains(value))
        .toList();
  }
}
