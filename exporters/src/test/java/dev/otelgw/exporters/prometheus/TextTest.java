package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole text of a scrape. */
class TextTest {

  @Test
  void showsEveryTypeAsText() {
    try (Running running = Running.started()) {
      assertThat(running.take(Running.NOWHERE, Samples.ofAllTypes())).isEqualTo(Outcome.accepted());

      assertThat(running.text())
          .isEqualTo(
              """
              # HELP cpu_use_ratio Share of the time
              # TYPE cpu_use_ratio gauge
              cpu_use_ratio 0.25
              # HELP gc_pause_seconds Pauses
              # TYPE gc_pause_seconds summary
              gc_pause_seconds{quantile="0.5"} 0.125
              gc_pause_seconds{quantile="1"} 2
              gc_pause_seconds_sum 2.5
              gc_pause_seconds_count 4
              # HELP http_duration_seconds Time to answer
              # TYPE http_duration_seconds histogram
              http_duration_seconds_bucket{le="0.5"} 2
              http_duration_seconds_bucket{le="1"} 3
              http_duration_seconds_bucket{le="10"} 4
              http_duration_seconds_bucket{le="+Inf"} 4
              http_duration_seconds_sum 3.5
              http_duration_seconds_count 4
              # HELP http_requests_total Requests served
              # TYPE http_requests_total counter
              http_requests_total{code="200",http_route="/a"} 1000000
              # HELP pool_used_bytes Taken
              # TYPE pool_used_bytes gauge
              pool_used_bytes -3
              # HELP queue_size Waiting "now"\\\\\\n
              # TYPE queue_size gauge
              queue_size 7
              # HELP rpc_size_bytes Size of calls
              # TYPE rpc_size_bytes histogram
              rpc_size_bytes_bucket{le="+Inf"} 3
              rpc_size_bytes_sum 10
              rpc_size_bytes_count 3
              """);
    }
  }

  @Test
  void showsEveryTypeAsOpenMetrics() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.ofAllTypes());

      assertThat(running.openMetrics())
          .isEqualTo(
              """
              # HELP cpu_use_ratio Share of the time
              # TYPE cpu_use_ratio gauge
              # UNIT cpu_use_ratio ratio
              cpu_use_ratio 0.25
              # HELP gc_pause_seconds Pauses
              # TYPE gc_pause_seconds summary
              # UNIT gc_pause_seconds seconds
              gc_pause_seconds{quantile="0.5"} 0.125
              gc_pause_seconds{quantile="1.0"} 2
              gc_pause_seconds_sum 2.5
              gc_pause_seconds_count 4
              gc_pause_seconds_created 100
              # HELP http_duration_seconds Time to answer
              # TYPE http_duration_seconds histogram
              # UNIT http_duration_seconds seconds
              http_duration_seconds_bucket{le="0.5"} 2 # {span_id="1112131415161718",\
              trace_id="0102030405060708090a0b0c0d0e0f10"} 0.4 160
              http_duration_seconds_bucket{le="1.0"} 3
              http_duration_seconds_bucket{le="10.0"} 4 # {span_id="1112131415161718",\
              trace_id="0102030405060708090a0b0c0d0e0f10"} 7.0 170
              http_duration_seconds_bucket{le="+Inf"} 4
              http_duration_seconds_sum 3.5
              http_duration_seconds_count 4
              http_duration_seconds_created 100
              # HELP http_requests Requests served
              # TYPE http_requests counter
              http_requests_total{code="200",http_route="/a"} 1000000 # \
              {span_id="1112131415161718",trace_id="0102030405060708090a0b0c0d0e0f10",user="x"}\
               1.0 150
              http_requests_created{code="200",http_route="/a"} 100
              # HELP pool_used_bytes Taken
              # TYPE pool_used_bytes gauge
              # UNIT pool_used_bytes bytes
              pool_used_bytes -3
              # HELP queue_size Waiting \\"now\\"\\\\\\n
              # TYPE queue_size gauge
              queue_size 7
              # HELP rpc_size_bytes Size of calls
              # TYPE rpc_size_bytes histogram
              # UNIT rpc_size_bytes bytes
              rpc_size_bytes_bucket{le="+Inf"} 3
              rpc_size_bytes_sum 10
              rpc_size_bytes_count 3
              rpc_size_bytes_created 100
              # EOF
              """);
    }
  }

  @Test
  void tellsTheTimeOfValuesWhereAskedTo() {
    try (Running running = Running.started(with -> with.sendTimestamps = true)) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", Samples.whole(0, 200, 1, Map.of())),
          Samples.gauge("b", Samples.whole(0, 0, 1, Map.of())));

      assertThat(running.text()).isEqualTo("# TYPE a gauge\na 1 200000\n# TYPE b gauge\nb 1\n");
      assertThat(running.openMetrics())
          .isEqualTo("# TYPE a gauge\na 1 200\n# TYPE b gauge\nb 1\n# EOF\n");
    }
  }

  @Test
  void putsResourceAndScopeIntoLabelsAndTheRestIntoTargetInfo() {
    Origin origin =
        new Origin(
            Map.of(
                "service.name", "shop",
                "service.namespace", "eu",
                "service.instance.id", "shop-1",
                "host.name", "h1",
                "job", "x"),
            "lib",
            "1.2");
    try (Running running = Running.started()) {
      running.take(origin, Samples.gauge("a", Samples.decimal(1, Map.of("job", "mine"))));

      String series =
          "a{exported_job=\"mine\",instance=\"shop-1\",job=\"eu/shop\",otel_scope_name=\"lib\","
              + "otel_scope_version=\"1.2\"} 1\n";
      String target =
          "target_info{exported_job=\"x\",host_name=\"h1\",instance=\"shop-1\",job=\"eu/shop\"} 1\n";
      assertThat(running.text())
          .isEqualTo(
              "# TYPE a gauge\n"
                  + series
                  + "# HELP target_info Target metadata\n# TYPE target_info gauge\n"
                  + target);
      assertThat(running.openMetrics())
          .isEqualTo(
              "# TYPE a gauge\n"
                  + series
                  + "# HELP target Target metadata\n# TYPE target info\n"
                  + target
                  + "# EOF\n");
    }
  }

  @Test
  void escapesWhatLabelsHold() {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", Samples.decimal(1, Map.of("path", "C:\\temp\n\"x\"", "Größe", "ü"))));

      assertThat(running.text())
          .isEqualTo("# TYPE a gauge\na{Gr_e=\"ü\",path=\"C:\\\\temp\\n\\\"x\\\"\"} 1\n");
    }
  }

  @Test
  void putsValuesOfEveryKindIntoWords() {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.gauge(
              "a",
              Samples.decimal(
                  Double.NaN,
                  Map.of(
                      "b", true, "i", 5L, "d", 0.5, "l", List.of("x", 1L), "m", Map.of("k", "v")))),
          Samples.gauge("b", Double.NEGATIVE_INFINITY));

      assertThat(running.text())
          .contains(
              "a{b=\"true\",d=\"0.5\",i=\"5\",l=\"[\\\"x\\\",1]\",m=\"{\\\"k\\\":\\\"v\\\"}\"} NaN\n",
              "b -Inf\n");
    }
  }

  @Test
  void knowsWhatAScrapedMetricWas() {
    KeyValue unknown = metadata("unknown");
    KeyValue info = metadata("info");
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", 1).toBuilder().addMetadata(unknown).build(),
          Samples.sum("build_info", Samples.CUMULATIVE, false, Samples.decimal(1, Map.of("v", "2")))
              .toBuilder()
              .addMetadata(info)
              .build());

      assertThat(running.text())
          .isEqualTo("# TYPE a untyped\na 1\n# TYPE build_info gauge\nbuild_info{v=\"2\"} 1\n");
      assertThat(running.openMetrics())
          .isEqualTo("# TYPE a unknown\na 1\n# TYPE build info\nbuild_info{v=\"2\"} 1\n# EOF\n");
    }
  }

  private static KeyValue metadata(String type) {
    return KeyValue.newBuilder()
        .setKey("prometheus.type")
        .setValue(AnyValue.newBuilder().setStringValue(type))
        .build();
  }

  @Test
  void givesACounterNoTypeInOpenMetricsThatItsNameForbids() {
    try (Running running = Running.started(with -> with.suffixes = false)) {
      running.take(Running.NOWHERE, Samples.counter("a", 1));

      assertThat(running.text()).isEqualTo("# TYPE a counter\na 1\n");
      assertThat(running.openMetrics()).isEqualTo("# TYPE a unknown\na 1\n# EOF\n");
    }
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.counter("a", 1), Samples.gauge("a", 2));

      assertThat(running.openMetrics())
          .isEqualTo("# TYPE a gauge\na 2\n# TYPE a_total unknown\na_total 1\n# EOF\n");
    }
  }

  @Test
  void leavesOutAnExemplarsAttributesWhereTheyAreTooLong() {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.sum(
              "a",
              Samples.CUMULATIVE,
              true,
              Samples.whole(0, 0, 1, Map.of()).toBuilder()
                  .addExemplars(Samples.exemplar(1, 0, Map.of("url", "x".repeat(70))))
                  .build()));

      assertThat(running.openMetrics())
          .contains(
              "a_total 1 # {span_id=\"1112131415161718\","
                  + "trace_id=\"0102030405060708090a0b0c0d0e0f10\"} 1.0\n");
    }
  }
}
