package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.prometheus.MetricNames.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "requests, '', COUNTER, requests_total, ''",
    "requests_total, '', COUNTER, requests_total, ''",
    "total.requests, '', COUNTER, requests_total, ''",
    "items, 1, COUNTER, items_total, ''",
    "cpu_usage, 1, GAUGE, cpu_usage_ratio, ratio",
    "cpu_usage_ratio, 1, GAUGE, cpu_usage_ratio, ratio",
    "response_time, ms, GAUGE, response_time_milliseconds, milliseconds",
    "response_time_seconds, s, GAUGE, response_time_seconds, seconds",
    "seconds.busy, s, GAUGE, seconds_busy, ''",
    "memory_usage, By, GAUGE, memory_usage_bytes, bytes",
    "disk, KiBy, GAUGE, disk_kibibytes, kibibytes",
    "disk, TiBy, GAUGE, disk_tebibytes, tebibytes",
    "disk, GBy, GAUGE, disk_gigabytes, gigabytes",
    "heat, Cel, GAUGE, heat_celsius, celsius",
    "load, %, GAUGE, load_percent, percent",
    "requests, 1/s, GAUGE, requests_per_second, per_second",
    "requests, '{request}/m', GAUGE, requests_per_minute, per_minute",
    "throughput, By/s, GAUGE, throughput_bytes_per_second, bytes_per_second",
    "throughput, By/{call}, GAUGE, throughput_bytes, bytes",
    "custom, custom_unit, GAUGE, custom_custom_unit, custom_unit",
    "custom, '{custom}', GAUGE, custom, ''",
    "a@b#c, unit@with#special/chars, GAUGE, a_b_c_unit_with_special_per_chars,"
        + " unit_with_special_per_chars",
    "metric__with___many, '', GAUGE, metric_with_many, ''",
    "123.metric, '', GAUGE, _123_metric, ''",
    "process.cpu.time, s, COUNTER, process_cpu_time_seconds_total, seconds",
    "http.server.request.duration, s, HISTOGRAM, http_server_request_duration_seconds, seconds",
    "job:rate:5m, '', GAUGE, job:rate:5m, ''",
    "@#$%, s, GAUGE, '', ''"
  })
  void areWhatTheSpecificationSays(String name, String unit, Kind kind, String full, String word) {
    assertThat(new MetricNames("", true).of(name, unit, kind, kind == Kind.GAUGE))
        .isEqualTo(new MetricName(full, word));
  }

  /** A sum that may go down is a gauge to Prometheus, but never a ratio. */
  @Test
  void callOnlyGaugesOfOtlpRatios() {
    assertThat(new MetricNames("", true).of("use", "1", Kind.GAUGE, false).text()).isEqualTo("use");
  }

  @ParameterizedTest
  @CsvSource({
    "http.requests, http_requests",
    "a__b, a__b",
    "a@@b, a_b",
    "_a, _a",
    "1a, _1a",
    "@a, a",
    "___, ''",
    "'', ''"
  })
  void stayBareWithoutSuffixes(String name, String full) {
    assertThat(new MetricNames("", false).of(name, "s", Kind.COUNTER, false))
        .isEqualTo(new MetricName(full, ""));
  }

  @Test
  void beginWithTheNamespace() {
    MetricNames names = new MetricNames("my-shop", true);
    assertThat(names.of("1.a", "By", Kind.COUNTER, false).text())
        .isEqualTo("my_shop_1_a_bytes_total");
    assertThat(names.own("target_info")).isEqualTo("my_shop_target_info");
  }

  @ParameterizedTest
  @CsvSource({
    "http.method, http_method",
    "a..b, a_b",
    "a__b, a_b",
    "1st, key_1st",
    "_a, key_a",
    "__name__, key_name_",
    "'   ', ''",
    "日本, ''",
    "'', ''"
  })
  void ofLabelsNeverLookLikePrometheusOwn(String key, String name) {
    assertThat(new LabelNames().of(key)).isEqualTo(name);
  }

  @Test
  void areForgottenBeforeThereAreTooMany() {
    MetricNames names = new MetricNames("", true);
    for (int i = 0; i < 25_000; i++) {
      assertThat(names.of("a" + i, "", Kind.GAUGE, true).text()).isEqualTo("a" + i);
    }
  }
}
