package dev.otelgw.gateway.telemetry;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The ledger as metrics. Each scrape takes every queue's account at one moment, so that {@code
 * accepted = sent + dropped + dead_lettered + queued} holds in what is shown, under load too;
 * counters read one after the other could not promise that.
 */
final class DeliveryMetrics implements MultiCollector {

  private static final String LEDGER =
      ". otelgw_ledger: accepted = sent + dropped + dead_lettered + queued";

  private final Supplier<List<Account>> accounts;

  DeliveryMetrics(Supplier<List<Account>> accounts) {
    this.accounts = accounts;
  }

  @Override
  public MetricSnapshots collect() {
    List<Account> now = accounts.get();
    if (now.isEmpty()) {
      return new MetricSnapshots();
    }
    return MetricSnapshots.of(
        counter(
            now,
            "otelgw_ledger_accepted_items",
            "Items taken into the sending queue" + LEDGER,
            Account::accepted),
        counter(
            now, "otelgw_ledger_sent_items", "Items that the backend has" + LEDGER, Account::sent),
        counter(
            now,
            "otelgw_ledger_dropped_items",
            "Items taken into the sending queue and lost for good; by reason in"
                + " otelgw_exporter_dropped_items"
                + LEDGER,
            Account::dropped),
        counter(
            now,
            "otelgw_ledger_dead_lettered_items",
            "Items that the backend refused for good, kept for otelgw dead-letter" + LEDGER,
            Account::deadLettered),
        gauge(
            now,
            "otelgw_ledger_queued_items",
            "Items in the sending queue or under way" + LEDGER,
            account -> (double) account.queued()),
        gauge(
            now,
            "otelgw_exporter_queue_oldest_age_seconds",
            "How long the oldest item of the sending queue has been waiting. 0: nothing waits",
            account -> seconds(account.oldestAge())),
        gauge(
            now,
            "otelgw_exporter_troubled_seconds",
            "For how long the backend has been failing or refusing the credentials. 0: it is well",
            account -> seconds(account.troubledFor())));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Labels labels(Account account) {
    return Labels.of(
        "exporter", account.exporter().key(), "data_type", account.signal().lowerName());
  }

  private static CounterSnapshot counter(
      List<Account> accounts, String name, String help, ToLongFunction<Account> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    for (Account account : accounts) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(labels(account))
              .value((double) value.applyAsLong(account))
              .build());
    }
    return counter.build();
  }

  private static GaugeSnapshot gauge(
      List<Account> accounts, String name, String help, ToDoubleFunction<Account> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (Account account : accounts) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(labels(account))
              .value(value.applyAsDouble(account))
              .build());
    }
    return gauge.build();
  }
}
