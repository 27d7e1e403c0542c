package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.ObjectBook.Entry;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Fills the books of one scrape, queues and exchanges, from the plugin's chosen families or from
 * the management API's pages. Used once, by one thread.
 */
final class QueueReading {

  /** Families of /metrics/detailed by the group that wants them; servers pass over unknown ones. */
  private static final Map<String, Set<String>> FAMILIES =
      Map.of(
          "queues",
          Set.of(
              "queue_coarse_metrics",
              "queue_consumer_count",
              "queue_delivery_metrics",
              "queue_exchange_metrics"),
          "queue_details",
          Set.of("queue_coarse_metrics", "queue_metrics"),
          "queue_raft",
          Set.of("queue_coarse_metrics", "ra_metrics"),
          "exchanges",
          Set.of("exchange_metrics"));

  private static final String QUEUE_INFO = "rabbitmq_detailed_queue_info";
  private static final Set<String> NEEDED =
      Set.of("queues.messages_ready", "queues.messages_unacknowledged", "queues.consumers");
  private static final String QUEUE = "queue";
  private static final String EXCHANGE = "exchange";
  private static final String VHOST = "vhost";

  private final Vhosts vhosts;
  private final ObjectChoice queues;
  private final ObjectChoice exchanges;
  private final ObjectBook queueBook = new ObjectBook();
  private final ObjectBook exchangeBook = new ObjectBook();

  QueueReading(Vhosts vhosts, ObjectChoice queues, ObjectChoice exchanges) {
    this.vhosts = vhosts;
    this.queues = queues;
    this.exchanges = exchanges;
  }

  ObjectBook queueBook() {
    return queueBook;
  }

  ObjectBook exchangeBook() {
    return exchangeBook;
  }

  /** Reads what the groups want from the plugin. */
  Exposition plugin(Http http, HttpUrl base, Set<String> groups, Deadline deadline)
      throws ScrapeFailure {
    HttpUrl.Builder url = Endpoint.below(base, "metrics/detailed").newBuilder();
    groups.stream()
        .flatMap(group -> FAMILIES.getOrDefault(group, Set.of()).stream())
        .distinct()
        .sorted()
        .forEach(family -> url.addQueryParameter("family", family));
    vhosts.named().forEach(vhost -> url.addQueryParameter(VHOST, vhost));
    Exposition exposition =
        new Exposition(name -> name.startsWith("rabbitmq_detailed_"), this::sample);
    return http.get(url.build(), "text/plain", deadline, exposition::read);
  }

  private void sample(Sample sample) {
    Map<String, String> labels = sample.labels();
    String vhost = labels.get(VHOST);
    String queue = labels.get(QUEUE);
    String exchange = labels.get(EXCHANGE);
    if (vhost == null || !vhosts.reads(vhost) || (queue == null && exchange == null)) {
      return;
    }
    if (queue == null) {
      add(exchangeBook.entry(vhost, String.valueOf(exchange)), exchanges, sample, false);
    } else if (sample.name().equals(QUEUE_INFO)) {
      Entry known = queueBook.known(vhost, queue);
      if (known != null) {
        known.member(labels.getOrDefault("queue_type", ""), labels.getOrDefault("membership", ""));
      }
    } else {
      // Of several exchanges that publish to one queue, each has a line.
      add(queueBook.entry(vhost, queue), queues, sample, exchange != null);
    }
  }

  private static void add(
      @Nullable Entry entry, ObjectChoice choice, Sample sample, boolean addsUp) {
    if (entry == null || Double.isNaN(sample.value())) {
      return;
    }
    Field field = choice.field(sample.family());
    if (addsUp) {
      entry.add(field, sample.value());
    } else {
      entry.set(field, sample.value());
    }
  }

  /**
   * Reads what the groups want from the management API.
   *
   * @param onlyNode the only node whose queues are read; empty for all of the cluster
   */
  void api(Management management, Set<String> groups, String onlyNode, Deadline deadline)
      throws ScrapeFailure {
    String fields =
        Stream.concat(
                Stream.of("name", VHOST, "type", "state", "node", "exclusive", "auto_delete"),
                fields(QUEUE + "s", groups))
            .distinct()
            .collect(Collectors.joining(","));
    management.objects("queues", fields, deadline, queue -> queue(queue, onlyNode));
  }

  void exchangesByApi(Management management, Deadline deadline) throws ScrapeFailure {
    String fields =
        Stream.concat(Stream.of("name", VHOST), fields(EXCHANGE + "s", Set.of("exchanges")))
            .collect(Collectors.joining(","));
    management.objects(
        "exchanges",
        fields,
        deadline,
        exchange -> {
          String vhost = exchange.text(VHOST);
          if (vhosts.reads(vhost)) {
            numbers(
                exchange,
                "exchanges.",
                exchanges,
                exchangeBook.entry(vhost, exchange.text("name")));
          }
        });
  }

  /** The fields of such objects that a group has a row for, and those that decide. */
  private static Stream<String> fields(String kind, Set<String> groups) {
    return Stream.concat(
            RabbitMqSystem.OTEL.rows().stream()
                .filter(row -> groups.contains(row.group()))
                .map(row -> row.api().name()),
            NEEDED.stream())
        .filter(field -> field.startsWith(kind + "."))
        .map(field -> field.substring(kind.length() + 1))
        .sorted();
  }

  private void queue(JsonFields queue, String onlyNode) {
    String vhost = queue.text(VHOST);
    String node = queue.text("node");
    if (!vhosts.reads(vhost)
        || (!onlyNode.isEmpty() && !node.isEmpty() && !node.equals(onlyNode))) {
      return;
    }
    Entry entry = queueBook.entry(vhost, queue.text("name"));
    numbers(queue, "queues.", queues, entry);
    if (entry != null) {
      entry.describe(
          queue.text("type"),
          queue.text("state"),
          node,
          queue.number("exclusive") > 0 || queue.number("auto_delete") > 0);
    }
  }

  private static void numbers(
      JsonFields object, String prefix, ObjectChoice choice, @Nullable Entry entry) {
    if (entry == null) {
      return;
    }
    object
        .numbers()
        .forEach((name, value) -> {
          if (!RabbitMqSystem.OTEL.ofApi(prefix + name).isEmpty()) {
            entry.set(choice.field(prefix + name), value);
          }
        });
  }
}
