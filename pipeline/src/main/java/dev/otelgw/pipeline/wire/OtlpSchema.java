package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The messages of OTLP 1.11 as data. One table serves validation, counting, splitting, editing and
 * JSON. It is written out, not read from the generated classes, because loading their descriptors
 * costs a tenth of a second at start; a test holds the two equal.
 */
public final class OtlpSchema {

  /**
   * A line is a message: its name, then {@code number name kind} per field. A kind that starts with
   * a capital is a message, or an enum of {@link #ENUMS}. Marks: {@code *} repeated, {@code ?} one
   * of several, {@code !} an item of the signal.
   */
  private static final String MESSAGES =
      """
      ExportTraceServiceRequest: 1 resource_spans ResourceSpans*
      ResourceSpans: 1 resource Resource, 2 scope_spans ScopeSpans*, 3 schema_url string
      ScopeSpans: 1 scope InstrumentationScope, 2 spans Span*!, 3 schema_url string
      Span: 1 trace_id trace_id, 2 span_id span_id, 3 trace_state string, 4 parent_span_id span_id, \
      5 name string, 6 kind SpanKind, 7 start_time_unix_nano fixed64, 8 end_time_unix_nano fixed64, \
      9 attributes KeyValue*, 10 dropped_attributes_count uint32, 11 events Event*, \
      12 dropped_events_count uint32, 13 links Link*, 14 dropped_links_count uint32, \
      15 status Status, 16 flags fixed32
      Event: 1 time_unix_nano fixed64, 2 name string, 3 attributes KeyValue*, \
      4 dropped_attributes_count uint32
      Link: 1 trace_id trace_id, 2 span_id span_id, 3 trace_state string, 4 attributes KeyValue*, \
      5 dropped_attributes_count uint32, 6 flags fixed32
      Status: 2 message string, 3 code StatusCode
      ExportMetricsServiceRequest: 1 resource_metrics ResourceMetrics*
      ResourceMetrics: 1 resource Resource, 2 scope_metrics ScopeMetrics*, 3 schema_url string
      ScopeMetrics: 1 scope InstrumentationScope, 2 metrics Metric*, 3 schema_url string
      Metric: 1 name string, 2 description string, 3 unit string, 5 gauge Gauge?, 7 sum Sum?, \
      9 histogram Histogram?, 10 exponential_histogram ExponentialHistogram?, 11 summary Summary?, \
      12 metadata KeyValue*
      Gauge: 1 data_points NumberDataPoint*!
      Sum: 1 data_points NumberDataPoint*!, 2 aggregation_temporality AggregationTemporality, \
      3 is_monotonic bool
      Histogram: 1 data_points HistogramDataPoint*!, 2 aggregation_temporality AggregationTemporality
      ExponentialHistogram: 1 data_points ExponentialHistogramDataPoint*!, \
      2 aggregation_temporality AggregationTemporality
      Summary: 1 data_points SummaryDataPoint*!
      NumberDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, \
      4 as_double double?, 5 exemplars Exemplar*, 6 as_int sfixed64?, 7 attributes KeyValue*, \
      8 flags uint32
      HistogramDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, 4 count fixed64, \
      5 sum double, 6 bucket_counts fixed64*, 7 explicit_bounds double*, 8 exemplars Exemplar*, \
      9 attributes KeyValue*, 10 flags uint32, 11 min double, 12 max double
      ExponentialHistogramDataPoint: 1 attributes KeyValue*, 2 start_time_unix_nano fixed64, \
      3 time_unix_nano fixed64, 4 count fixed64, 5 sum double, 6 scale sint32, 7 zero_count fixed64, \
      8 positive Buckets, 9 negative Buckets, 10 flags uint32, 11 exemplars Exemplar*, \
      12 min double, 13 max double, 14 zero_threshold double
      Buckets: 1 offset sint32, 2 bucket_counts uint64*
      SummaryDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, 4 count fixed64, \
      5 sum double, 6 quantile_values ValueAtQuantile*, 7 attributes KeyValue*, 8 flags uint32
      ValueAtQuantile: 1 quantile double, 2 value double
      Exemplar: 2 time_unix_nano fixed64, 3 as_double double?, 4 span_id span_id, \
      5 trace_id trace_id, 6 as_int sfixed64?, 7 filtered_attributes KeyValue*
      ExportLogsServiceRequest: 1 resource_logs ResourceLogs*
      ResourceLogs: 1 resource Resource, 2 scope_logs ScopeLogs*, 3 schema_url string
      ScopeLogs: 1 scope InstrumentationScope, 2 log_records LogRecord*!, 3 schema_url string
      LogRecord: 1 time_unix_nano fixed64, 2 severity_number SeverityNumber, 3 severity_text string, \
      5 body AnyValue, 6 attributes KeyValue*, 7 dropped_attributes_count uint32, 8 flags fixed32, \
      9 trace_id trace_id, 10 span_id span_id, 11 observed_time_unix_nano fixed64, \
      12 event_name string
      Resource: 1 attributes KeyValue*, 2 dropped_attributes_count uint32, 3 entity_refs EntityRef*
      EntityRef: 1 schema_url string, 2 type string, 3 id_keys string*, 4 description_keys string*
      InstrumentationScope: 1 name string, 2 version string, 3 attributes KeyValue*, \
      4 dropped_attributes_count uint32
      KeyValue: 1 key string, 2 value AnyValue, 3 key_strindex int32
      AnyValue: 1 string_value string?, 2 bool_value bool?, 3 int_value int64?, \
      4 double_value double?, 5 array_value ArrayValue?, 6 kvlist_value KeyValueList?, \
      7 bytes_value bytes?, 8 string_value_strindex int32?
      ArrayValue: 1 values AnyValue*
      KeyValueList: 1 values KeyValue*
      """;

  /** A line is an enum: its name, the prefix of its values, and the values from 0 on. */
  private static final String ENUMS =
      """
      SpanKind: SPAN_KIND_ UNSPECIFIED INTERNAL SERVER CLIENT PRODUCER CONSUMER
      StatusCode: STATUS_CODE_ UNSET OK ERROR
      AggregationTemporality: AGGREGATION_TEMPORALITY_ UNSPECIFIED DELTA CUMULATIVE
      SeverityNumber: SEVERITY_NUMBER_ UNSPECIFIED TRACE TRACE2 TRACE3 TRACE4 DEBUG DEBUG2 DEBUG3 \
      DEBUG4 INFO INFO2 INFO3 INFO4 WARN WARN2 WARN3 WARN4 ERROR ERROR2 ERROR3 ERROR4 FATAL FATAL2 \
      FATAL3 FATAL4
      """;

  private static final Map<String, MessageType> TYPES = read();

  private OtlpSchema() {}

  /** The export request of a signal. */
  public static MessageType request(Signal signal) {
    return switch (signal) {
      case TRACES -> type("ExportTraceServiceRequest");
      case METRICS -> type("ExportMetricsServiceRequest");
      case LOGS -> type("ExportLogsServiceRequest");
    };
  }

  /**
   * A message by its name without package.
   *
   * @throws IllegalArgumentException if OTLP has none of that name
   */
  public static MessageType type(String name) {
    MessageType type = TYPES.get(name);
    if (type == null) {
      throw new IllegalArgumentException("OTLP has no message " + name);
    }
    return type;
  }

  private static Map<String, MessageType> read() {
    Map<String, List<String>> enums = new HashMap<>();
    for (String line : ENUMS.lines().toList()) {
      String[] words = line.split("[: ]+", -1);
      List<String> names = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        names.add(words[1] + words[i]);
      }
      enums.put(words[0], names);
    }
    Map<String, MessageType> types = new HashMap<>();
    List<String> lines = MESSAGES.lines().toList();
    for (String line : lines) {
      String name = line.substring(0, line.indexOf(':'));
      types.put(name, new MessageType(name));
    }
    for (String line : lines) {
      int colon = line.indexOf(':');
      MessageType type = Objects.requireNonNull(types.get(line.substring(0, colon)));
      for (String field : line.substring(colon + 2).split(", ", -1)) {
        String[] words = field.split(" ", -1);
        type.add(field(words[0], words[1], words[2], types, enums));
      }
    }
    return Map.copyOf(types);
  }

  private static Field field(
      String number,
      String name,
      String markedType,
      Map<String, MessageType> types,
      Map<String, List<String>> enums) {
    String type = markedType.replaceAll("[*?!]", "");
    List<String> enumNames = enums.getOrDefault(type, List.of());
    MessageType message = types.get(type);
    FieldKind kind =
        message != null
            ? FieldKind.MESSAGE
            : enumNames.isEmpty()
                ? FieldKind.valueOf(type.toUpperCase(Locale.ROOT))
                : FieldKind.ENUM;
    Field field =
        new Field(
            Integer.parseInt(number), name, kind, markedType.substring(type.length()), enumNames);
    field.message = message;
    return field;
  }
}
