package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.ObjectBook.Entry;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.TopObjects;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What follows from all queues together, and what a queue is. */
final class QueueRows {

  /** Virtual hosts beyond it are counted as one. */
  private static final int MOST_VHOSTS = 100;

  private static final Metric INFO =
      Metric.otel("rabbitmq.queue.info", Kind.GAUGE, "{queue}", "What the queue is; always 1.")
          .by(
              "rabbitmq.vhost.name",
              "rabbitmq.queue.name",
              "type",
              "state",
              "rabbitmq.queue.leader")
          .in("queues", "rabbitmq_detailed_queue_info; queues.type, state, node")
          .on("4.1 and later, or the management API");
  private static final Metric COUNT =
      Metric.otel("rabbitmq.vhost.queues", Kind.UP_DOWN, "{queue}", "Queues of a virtual host.")
          .by("rabbitmq.vhost.name", "state")
          .in("queues", "all queues; the state from queues.state");
  private static final Metric LONELY =
      Metric.otel(
              "rabbitmq.vhost.queues.without_consumer",
              Kind.UP_DOWN,
              "{queue}",
              "Queues with messages that nobody consumes.")
          .by("rabbitmq.vhost.name")
          .in("queues", "messages ready and consumers of all queues");

  static final List<Metric> METRICS = List.of(INFO, COUNT, LONELY);

  private static final Set<String> READY =
      Set.of("rabbitmq_detailed_queue_messages_ready", "queues.messages_ready");
  private static final Set<String> UNACKED =
      Set.of("rabbitmq_detailed_queue_messages_unacked", "queues.messages_unacknowledged");
  private static final Set<String> CONSUMERS =
      Set.of("rabbitmq_detailed_queue_consumers", "queues.consumers");

  private QueueRows() {}

  /** Messages in a queue. */
  static double depth(Entry queue, Collection<Field> fields) {
    return Math.max(0, value(queue, fields, READY)) + Math.max(0, value(queue, fields, UNACKED));
  }

  /** The number that goes by one of these names; -1 if none does. */
  private static double value(Entry queue, Collection<Field> fields, Set<String> names) {
    for (Field field : fields) {
      if (names.contains(field.name())) {
        double value = queue.value(field);
        if (!Double.isNaN(value)) {
          return value;
        }
      }
    }
    return -1;
  }

  static void info(Collection<Entry> own, Points points) {
    for (Entry queue : own) {
      if (!queue.type().isEmpty() || !queue.state().isEmpty()) {
        points.add(
            INFO,
            1,
            queue.vhost(),
            queue.name(),
            present(queue.type()),
            present(queue.state()),
            present(queue.node()));
      }
      if (!queue.module().isEmpty()) {
        points.add(
            RabbitMqSystem.plugin("rabbitmq_detailed_queue_info"),
            1,
            queue.vhost(),
            queue.name(),
            queue.module(),
            present(queue.membership()));
      }
    }
  }

  private record Part(String vhost, String state) {}

  static void totals(Collection<Entry> queues, Collection<Field> fields, Points points) {
    Map<String, Long> lonely = new TreeMap<>();
    Map<Part, Long> counts = new LinkedHashMap<>();
    Set<String> vhosts = new HashSet<>();
    for (Entry queue : queues) {
      String vhost =
          vhosts.contains(queue.vhost()) || vhosts.size() < MOST_VHOSTS
              ? queue.vhost()
              : TopObjects.OTHER;
      vhosts.add(vhost);
      counts.merge(new Part(vhost, queue.state()), 1L, Long::sum);
      boolean waits = value(queue, fields, READY) > 0 && value(queue, fields, CONSUMERS) == 0;
      lonely.merge(vhost, waits ? 1L : 0L, Long::sum);
    }
    counts.forEach((part, count) -> points.add(COUNT, count, part.vhost(), present(part.state())));
    lonely.forEach((vhost, count) -> points.add(LONELY, count, vhost));
  }

  private static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }
}
