package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest value of each series for whoever scrapes it. A batch is accepted when the next
 * scrape shows it. Thread-safe, but for start and close.
 */
final class PrometheusExporter implements Exporter {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusExporter.class);

  private final Context context;
  private final Logger log;
  private final Notices notices;
  private final Families families;
  private final Intake intake;
  private final ScrapeServer server;

  /** Whether batches are taken. Changed while nobody writes to {@link #families}. */
  private volatile boolean open;

  PrometheusExporter(PrometheusConfig config, Context context) {
    this(config, context, LOG);
  }

  PrometheusExporter(PrometheusConfig config, Context context, Logger log) {
    this.context = context;
    this.log = log;
    this.notices = new Notices(context.id(), log);
    this.families = new Families(config, context, notices);
    this.intake = new Intake(config, families);
    this.server =
        new ScrapeServer(config, context, new Exposition(families, config.sendTimestamps()));
  }

  @Override
  public void start() {
    server.start();
    context.observer().gauge("prometheus_series", Signal.METRICS, families::size);
    context.observer().gauge("prometheus_conflicts", Signal.METRICS, notices::conflicts);
    open = true;
    log.info("{}: metrics on {}", context.id(), server.url());
  }

  /** The port that is listened on; -1 while nothing is. */
  int port() {
    return server.port();
  }

  /** How many scrapes are being answered. */
  int scrapes() {
    return server.scrapes();
  }

  /** How often two wanted one name or one series. */
  long conflicts() {
    return notices.conflicts();
  }

  @Override
  public Outcome accept(Batch batch) {
    ExportMetricsServiceRequest request = (ExportMetricsServiceRequest) batch.message();
    return families.writing(() -> {
      if (!open) {
        return Outcome.refused(Reason.SHUTTING_DOWN, context.id() + ": does not run");
      }
      Tally tally = new Tally(context.id(), notices);
      intake.take(request, tally);
      return tally.outcome();
    });
  }

  @Override
  public void close() {
    open = false;
    server.close();
    families.clear();
  }
}
