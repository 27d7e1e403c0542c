package dev.otelgw.scrapers.scraping;

import com.google.protobuf.MessageLite;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** Makes one batch of what a scrape gave: one resource, one scope. Stateless. */
final class ScrapeBatch {

  private ScrapeBatch() {}

  /**
   * The batch.
   *
   * @param scope left out where it has no name
   */
  static Batch of(Resource resource, InstrumentationScope scope, List<Collected> parts) {
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder();
    if (!scope.getName().isEmpty()) {
      metrics.setScope(scope);
    }
    int points = 0;
    for (Collected part : parts) {
      metrics.addAllMetrics(part.metrics());
      points += part.points();
    }
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request.addResourceMetricsBuilder().setResource(resource).addScopeMetrics(metrics);
    MessageLite message = request.build();
    return Batch.of(Signal.METRICS, message.toByteArray(), points);
  }
}
