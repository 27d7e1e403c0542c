package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.QueueConfig;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as lines of text. */
final class PlanText {

  private final StringBuilder text = new StringBuilder();

  PlanText(Plan plan) {
    text.append("receivers\n");
    sources(plan.receivers());
    if (!plan.connectors().isEmpty()) {
      text.append("connectors\n");
      sources(plan.connectors());
    }
    text.append("pipelines\n");
    for (Pipeline pipeline : plan.pipelines()) {
      line(
          pipeline.id().toString(),
          keys(pipeline.receivers())
              + pipeline.processors().stream()
                  .map(id -> " > " + id.key())
                  .collect(Collectors.joining())
              + " > "
              + keys(pipeline.exporters()));
    }
    text.append("exporters\n");
    for (ExporterPlan exporter : plan.exporters()) {
      exporter
          .delivery()
          .forEach((signal, settings) ->
              line(exporter.id().key(), signal.lowerName() + " " + delivery(settings)));
    }
  }

  private void sources(List<SourcePlan> sources) {
    for (SourcePlan source : sources) {
      source
          .feeds()
          .forEach((signal, pipelines) ->
              line(
                  source.id().key(),
                  signal.lowerName()
                      + " to "
                      + pipelines.stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(", "))));
    }
  }

  private void line(String name, String words) {
    text.append("  ").append(name).append(": ").append(words).append('\n');
  }

  private static String keys(List<ComponentId> ids) {
    return ids.stream().map(ComponentId::key).collect(Collectors.joining(", "));
  }

  private static String delivery(DeliverySettings settings) {
    QueueConfig queue = settings.queue();
    if (!queue.enabled()) {
      return "directly";
    }
    String sizer = queue.sizer().name().toLowerCase(Locale.ROOT);
    String words = "by a queue of " + queue.queueSize() + " " + sizer;
    BatchConfig batch = queue.batch();
    if (batch == null) {
      return words + ", as it comes";
    }
    String most = batch.maxSize() == 0 ? "" : ", at most " + batch.maxSize();
    return "%s, in batches of %d %s or after %d ms%s"
        .formatted(
            words,
            batch.minSize(),
            batch.sizer().name().toLowerCase(Locale.ROOT),
            batch.flushTimeout().toMillis(),
            most);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
