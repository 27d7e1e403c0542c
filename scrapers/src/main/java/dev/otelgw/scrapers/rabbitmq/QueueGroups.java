package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.ObjectBook.Entry;
import dev.otelgw.scrapers.rabbitmq.ObjectChoice.Chosen;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The groups about queues and exchanges: one read for all of them, when the first one comes. */
final class QueueGroups {

  private static final Set<String> GROUPS =
      Set.of("queues", "queue_details", "queue_raft", "exchanges");

  private final RabbitMqScraper scraper;
  private final Deadline deadline;
  private final NodeAnswer answer;
  private Set<String> due = GROUPS;
  private boolean tried;
  private @Nullable QueueReading books;
  private Chosen queues = new Chosen(List.of(), List.of());
  private Chosen exchanges = new Chosen(List.of(), List.of());

  QueueGroups(RabbitMqScraper scraper, Deadline deadline, NodeAnswer answer) {
    this.scraper = scraper;
    this.deadline = deadline;
    this.answer = answer;
  }

  /** Which groups come in this scrape. */
  void due(Set<String> groups) {
    due = groups;
  }

  void read(String group, Points into) throws ScrapeFailure {
    if (!tried) {
      tried = true;
      Set<String> groups =
          due.stream()
              .filter(one -> GROUPS.contains(one) && wanted(one, into))
              .collect(Collectors.toSet());
      if (!groups.isEmpty()) {
        books = fill(groups, into);
        choose(books, into);
      }
    }
    QueueReading read = books;
    if (read == null || !wanted(group, into)) {
      return;
    }
    String node = answer.identity().node();
    PointWriter writer = new PointWriter(group, node, scraper.origins(), scraper.clamped(), into);
    if (group.equals("exchanges")) {
      write(exchanges, "exchange", scraper.exchanges().fields(), writer);
    } else {
      write(queues, "queue", scraper.queues().fields(), writer);
    }
    if (group.equals("queues")) {
      QueueRows.info(queues.own(), into);
      QueueRows.totals(read.queueBook().entries(), scraper.queues().fields(), into);
    }
  }

  /** Whether anything of a group goes anywhere, and is not too dear here. */
  private boolean wanted(String group, Points into) {
    if (group.equals("queue_details") && answer.queues() > scraper.order().queues().detailsUpTo()) {
      return false;
    }
    return RabbitMqSystem.SYSTEM.metrics().stream()
        .anyMatch(metric -> metric.group().equals(group) && into.wants(metric));
  }

  private QueueReading fill(Set<String> groups, Points into) throws ScrapeFailure {
    if (answer instanceof NodeAnswer.Api) {
      return byApi(groups);
    }
    Identity identity = answer.identity();
    boolean detailed = identity.version().isEmpty() || identity.atLeast(3, 9);
    boolean whole =
        identity.version().isEmpty()
            || identity.atLeast(4, 0)
            || scraper.order().naming() == Naming.PROMETHEUS;
    if (scraper.apiOpen() && !(detailed && whole)) {
      try {
        return byApi(groups);
      } catch (ScrapeFailure e) {
        scraper.apiShut(e);
      }
    }
    if (!(detailed && whole)) {
      scraper.sayWhyApiRests(into);
    }
    if (!detailed) {
      throw new ScrapeFailure(
          "/metrics/detailed",
          "unsupported",
          "RabbitMQ %s has none, and so nothing of single queues".formatted(identity.version()),
          "rabbitmq-plugins enable rabbitmq_management, and set endpoint, username and password.");
    }
    return byPlugin(groups);
  }

  private QueueReading byPlugin(Set<String> groups) throws ScrapeFailure {
    QueueReading reading = scraper.queueReading();
    try {
      Exposition _ = reading.plugin(scraper.http(), scraper.order().plugin(), groups, deadline);
    } catch (ScrapeFailure e) {
      throw RabbitMqErrors.part(e);
    }
    return reading;
  }

  private QueueReading byApi(Set<String> groups) throws ScrapeFailure {
    QueueReading reading = scraper.queueReading();
    String onlyNode = scraper.order().alone() ? "" : answer.identity().node();
    try {
      reading.api(scraper.management(), groups, onlyNode, deadline);
      if (groups.contains("exchanges")) {
        reading.exchangesByApi(scraper.management(), deadline);
      }
    } catch (ScrapeFailure e) {
      throw RabbitMqErrors.part(e);
    }
    return reading;
  }

  private void choose(QueueReading read, Points into) {
    boolean temporary = scraper.order().queues().temporary();
    Collection<Field> fields = scraper.queues().fields();
    queues =
        scraper
            .queues()
            .choose(
                read.queueBook(),
                queue -> temporary || !queue.temporary(),
                queue -> QueueRows.depth(queue, fields));
    ToDoubleFunction<Entry> traffic =
        exchange ->
            scraper.exchanges().fields().stream()
                .mapToDouble(field -> Math.max(0, exchange.value(field)))
                .filter(value -> !Double.isNaN(value))
                .sum();
    exchanges = scraper.exchanges().choose(read.exchangeBook(), _ -> true, traffic);
    if (read.queueBook().beyond() > 0) {
      into.failed(
          new ScrapeFailure(
              "queues",
              "too_many",
              "there are more than " + ObjectBook.MOST,
              "Narrow queues.vhosts of the receiver."));
    }
  }

  private static void write(
      Chosen chosen, String label, Collection<Field> fields, PointWriter writer) {
    chosen.own().forEach(entry -> entry.write(label, fields, writer));
    chosen.rest().forEach(entry -> entry.write(label, fields, writer));
  }
}
