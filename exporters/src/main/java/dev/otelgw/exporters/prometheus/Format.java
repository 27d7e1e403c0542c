package dev.otelgw.exporters.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer is written in. */
enum Format {
  /** Understood by everybody. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** OpenMetrics 1.0. */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
  /** The same under the number that it had before it was finished. */
  OPEN_METRICS_DRAFT("application/openmetrics-text; version=0.0.1; charset=utf-8"),
  /** Delimited io.prometheus.client.MetricFamily: the only one with native histograms. */
  PROTOBUF(
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited");

  final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  boolean open() {
    return this == OPEN_METRICS || this == OPEN_METRICS_DRAFT;
  }

  /**
   * What the scraper likes best of what there is (RFC 9110, 12.5.1): by its q-values, then in its
   * order. Text where nothing fits, since an answer helps more than 406 does.
   *
   * @param openMetrics whether that may be answered
   */
  static Format negotiate(String accept, boolean openMetrics) {
    List<Wish> wishes = new ArrayList<>();
    for (String range : accept.split(",", -1)) {
      Wish.parse(range).ifPresent(wishes::add);
    }
    return wishes.stream()
        .filter(wish -> wish.quality > 0)
        .sorted(Comparator.comparingDouble(wish -> -wish.quality))
        .flatMap(wish -> wish.format(openMetrics).stream())
        .findFirst()
        .orElse(TEXT);
  }

  /** One range of an Accept header. */
  private record Wish(String type, List<String> parameters, double quality) {

    static Optional<Wish> parse(String range) {
      String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
      List<String> parameters = new ArrayList<>();
      double quality = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].replace(" ", "").replace("\"", "");
        if (parameter.startsWith("q=")) {
          quality = quality(parameter.substring(2));
        } else {
          parameters.add(parameter);
        }
      }
      String type = parts[0].strip();
      return type.isEmpty() ? Optional.empty() : Optional.of(new Wish(type, parameters, quality));
    }

    /** 1 where it is no number: who writes it wants something at least. */
    private static double quality(String text) {
      try {
        return Math.clamp(Double.parseDouble(text), 0, 1);
      } catch (NumberFormatException _) {
        return 1;
      }
    }

    private Optional<Format> format(boolean openMetrics) {
      @Nullable Format format =
          switch (type) {
            case "text/plain" -> is("version", "0.0.4") ? TEXT : null;
            case "text/*", "*/*" -> TEXT;
            case "application/openmetrics-text" -> openMetrics ? openMetrics() : null;
            case "application/vnd.google.protobuf" ->
                is("proto", "io.prometheus.client.metricfamily") && is("encoding", "delimited")
                    ? PROTOBUF
                    : null;
            default -> null;
          };
      return Optional.ofNullable(format);
    }

    private @Nullable Format openMetrics() {
      if (parameters.contains("version=0.0.1")) {
        return OPEN_METRICS_DRAFT;
      }
      return is("version", "1.0.0") ? OPEN_METRICS : null;
    }

    /** Whether a parameter has that value, or is not there. */
    private boolean is(String name, String value) {
      return parameters.stream()
          .filter(parameter -> parameter.startsWith(name + "="))
          .allMatch(parameter -> parameter.equals(name + "=" + value));
    }
  }
}
