package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.ObjectBook.Entry;
import dev.otelgw.scrapers.rabbitmq.Sample.Family;
import dev.otelgw.scrapers.scraping.TopObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the objects of one kind that get series of their own, scrape after scrape, and adds up
 * the rest by virtual host. Counters of the rest are added up as differences, so that an object
 * that changes sides, or goes, moves no total. Not thread-safe.
 */
final class ObjectChoice {

  /** Virtual hosts beyond it share one rest. */
  private static final int MOST_VHOSTS = 100;

  private final TopObjects largest;
  private final TopObjects busiest;
  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, Entry> totals = new HashMap<>();
  private Map<String, Entry> previous = Map.of();
  private boolean first = true;

  /**
   * Has chosen nobody.
   *
   * @param bySize how many of the largest
   * @param byChange how many more of those whose size changes most
   */
  ObjectChoice(int bySize, int byChange) {
    this.largest = new TopObjects(bySize);
    this.busiest = new TopObjects(byChange);
  }

  /** The field of such a number; the same in each scrape. */
  Field field(Family family) {
    return fields.computeIfAbsent(family.name(), _ -> Field.of(fields.size(), family));
  }

  /** The field of the management API. */
  Field field(String name) {
    return field(new Family(name, "untyped", ""));
  }

  Collection<Field> fields() {
    return fields.values();
  }

  /** What becomes of a book: some entries stand for themselves, one per virtual host for others. */
  record Chosen(List<Entry> own, List<Entry> rest) {}

  Chosen choose(ObjectBook book, Predicate<Entry> eligible, ToDoubleFunction<Entry> size) {
    Map<String, Double> sizes = new HashMap<>();
    Map<String, Double> changes = new HashMap<>();
    for (Entry entry : book.entries()) {
      if (eligible.test(entry)) {
        Entry before = previous.get(entry.key());
        double now = size.applyAsDouble(entry);
        sizes.put(entry.key(), now);
        changes.put(entry.key(), before == null ? 0 : Math.abs(now - size.applyAsDouble(before)));
      }
    }
    Set<String> chosen = new HashSet<>(largest.choose(sizes));
    changes.keySet().removeAll(chosen);
    chosen.addAll(busiest.choose(changes));
    List<Entry> own = new ArrayList<>();
    Map<String, Entry> rest = new LinkedHashMap<>();
    Map<String, Entry> seen = new HashMap<>();
    for (Entry entry : book.entries()) {
      if (chosen.contains(entry.key())) {
        own.add(entry);
      } else {
        addUp(entry, rest);
      }
      seen.put(entry.key(), entry);
    }
    previous = seen;
    first = false;
    return new Chosen(own, List.copyOf(rest.values()));
  }

  private void addUp(Entry entry, Map<String, Entry> rest) {
    String vhost = entry.vhost();
    if (!totals.containsKey(vhost) && totals.size() >= MOST_VHOSTS) {
      vhost = TopObjects.OTHER;
    }
    String key = vhost;
    Entry total = totals.computeIfAbsent(key, _ -> new Entry(key, TopObjects.OTHER));
    Entry sum = rest.computeIfAbsent(key, _ -> new Entry(key, TopObjects.OTHER));
    Entry before = previous.get(entry.key());
    for (Field field : fields.values()) {
      double value = entry.value(field);
      if (!field.sums() || Double.isNaN(value)) {
        continue;
      }
      if (field.counter()) {
        total.add(field, grown(field, value, before));
        sum.set(field, total.value(field));
      } else {
        sum.add(field, value);
      }
    }
  }

  /** By how much a counter grew since the scrape before; what is new grew from nothing. */
  private double grown(Field field, double value, @Nullable Entry before) {
    if (before == null) {
      return first ? 0 : value;
    }
    double was = before.value(field);
    if (Double.isNaN(was)) {
      return 0;
    }
    return value >= was ? value - was : value;
  }
}
