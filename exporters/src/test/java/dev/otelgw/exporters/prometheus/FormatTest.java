package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  private static final String PROTOBUF = Running.PROTOBUF;

  /** What Prometheus 2.42 asks for, without and with native histograms. */
  private static final String USUAL =
      "application/openmetrics-text;version=1.0.0,"
          + "application/openmetrics-text;version=0.0.1;q=0.75,"
          + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  @Test
  void isWhatPrometheusLikesBest() {
    assertThat(Format.negotiate(USUAL, true)).isEqualTo(Format.OPEN_METRICS);
    assertThat(Format.negotiate(USUAL, false)).isEqualTo(Format.TEXT);
    assertThat(Format.negotiate(PROTOBUF + "," + USUAL.replace("1.0.0,", "1.0.0;q=0.8,"), true))
        .isEqualTo(Format.PROTOBUF);
  }

  /** What Prometheus 3 asks for. */
  @Test
  void answersANewerOneToo() {
    String accept =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
    assertThat(Format.negotiate(accept, true)).isEqualTo(Format.OPEN_METRICS);
    assertThat(Format.negotiate(accept, false)).isEqualTo(Format.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', TEXT",
    "*/*, TEXT",
    "text/plain, TEXT",
    "text/html, TEXT",
    "'text/plain;version=0.0.4;q=0.9, application/openmetrics-text;q=0.8', TEXT",
    "'text/plain;q=0.5, application/openmetrics-text; version=1.0.0; charset=utf-8', OPEN_METRICS",
    "application/openmetrics-text, OPEN_METRICS",
    "APPLICATION/OpenMetrics-Text;Version=\"1.0.0\", OPEN_METRICS",
    "application/openmetrics-text;version=0.0.1, OPEN_METRICS_DRAFT",
    "application/openmetrics-text;version=2.0.0, TEXT",
    "'application/openmetrics-text;q=0, text/plain;q=0.1', TEXT",
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text, TEXT",
    "application/vnd.google.protobuf;proto=other.Message;encoding=delimited, TEXT",
    "'a;q=x,;,;;q=', TEXT"
  })
  void followsTheWishesOfTheScraper(String accept, Format format) {
    assertThat(Format.negotiate(accept, true)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "'deflate, gzip;q=0.5', true",
    "x-gzip, true",
    "GZIP, true",
    "gzip;q=0, false",
    "gzip; q=0.000, false",
    "deflate, false",
    "'', false"
  })
  void isPackedWhereThatIsTaken(String accept, boolean gzip) {
    assertThat(ScrapeServer.gzip(accept)).isEqualTo(gzip);
  }
}
