package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/** Numbers that are integers or floating point. */
final class MetricNumbers {

  private MetricNumbers() {}

  static String of(NumberDataPoint point) {
    return switch (point.getValueCase()) {
      case AS_INT -> "" + point.getAsInt();
      case AS_DOUBLE -> "" + point.getAsDouble();
      case VALUE_NOT_SET -> "(no value)";
    };
  }

  static String of(Exemplar exemplar) {
    return switch (exemplar.getValueCase()) {
      case AS_INT -> "" + exemplar.getAsInt();
      case AS_DOUBLE -> "" + exemplar.getAsDouble();
      case VALUE_NOT_SET -> "(no value)";
    };
  }
}
