package dev.otelgw.exporters.debug;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.function.Consumer;

/** Prints batches and always succeeds. A batch is printed in one piece, so that none mix. */
final class DebugExporter implements Exporter {

  private final Verbosity verbosity;
  private final Sampler sampler;
  private final Consumer<String> out;

  DebugExporter(Verbosity verbosity, Sampler sampler, Consumer<String> out) {
    this.verbosity = verbosity;
    this.sampler = sampler;
    this.out = out;
  }

  @Override
  public Outcome accept(Batch batch) {
    if (sampler.passes(batch.signal())) {
      out.accept(text(batch));
    }
    return Outcome.accepted();
  }

  private String text(Batch batch) {
    Message message = batch.message();
    String summary = Summary.of(batch, message);
    return switch (verbosity) {
      case BASIC -> summary;
      case NORMAL -> below(summary, normal(message));
      case DETAILED -> below(summary, detailed(message));
    };
  }

  private static String below(String summary, Lines lines) {
    return new Lines().line(summary).all(lines).toString();
  }

  private static Lines normal(Message message) {
    return switch (message) {
      case ExportTraceServiceRequest traces -> NormalText.traces(traces);
      case ExportMetricsServiceRequest metrics -> NormalText.metrics(metrics);
      case ExportLogsServiceRequest logs -> NormalText.logs(logs);
      default -> throw unknown(message);
    };
  }

  private static Lines detailed(Message message) {
    return switch (message) {
      case ExportTraceServiceRequest traces -> DetailedTraces.of(traces);
      case ExportMetricsServiceRequest metrics -> DetailedMetrics.of(metrics);
      case ExportLogsServiceRequest logs -> DetailedLogs.of(logs);
      default -> throw unknown(message);
    };
  }

  /** A batch holds one of three messages; there is no type that says so. */
  static IllegalArgumentException unknown(Message message) {
    return new IllegalArgumentException(message.getClass().getName());
  }
}
