package dev.otelgw.scrapers.rabbitmq;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one scrape says of many objects of one kind, queues or exchanges. Nothing but numbers is
 * held of each, so that an answer as large as the limit allows needs no more memory than itself.
 * Not thread-safe.
 */
final class ObjectBook {

  /** More objects of one kind are not looked at. */
  static final int MOST = 100_000;

  /** One object. */
  static final class Entry {
    private final String vhost;
    private final String name;
    private double[] values = new double[0];
    private String type = "";
    private String module = "";
    private String membership = "";
    private String state = "";
    private String node = "";
    private boolean temporary;

    Entry(String vhost, String name) {
      this.vhost = vhost;
      this.name = name;
      this.temporary = name.startsWith("amq.gen-") || name.startsWith("amq.rabbitmq.reply-to");
    }

    String vhost() {
      return vhost;
    }

    String name() {
      return name;
    }

    /** As one word, for the choice of the largest. */
    String key() {
      return vhost + '\u0000' + name;
    }

    /** NaN where nothing is known. */
    double value(Field field) {
      return field.index() < values.length ? values[field.index()] : Double.NaN;
    }

    void set(Field field, double value) {
      if (field.index() >= values.length) {
        int old = values.length;
        values = Arrays.copyOf(values, Math.max(field.index() + 1, 8 + old));
        Arrays.fill(values, old, values.length, Double.NaN);
      }
      values[field.index()] = value;
    }

    void add(Field field, double value) {
      double known = value(field);
      set(field, Double.isNaN(known) ? value : known + value);
    }

    void describe(String itsType, String itsState, String itsNode, boolean comesAndGoes) {
      type = itsType;
      state = itsState;
      node = itsNode;
      temporary |= comesAndGoes;
    }

    /**
     * What the plugin tells of a queue.
     *
     * @param itsModule its type: rabbit_quorum_queue
     * @param itsMembership what the node is to it: leader, follower
     */
    void member(String itsModule, String itsMembership) {
      module = itsModule;
      membership = itsMembership;
      type = itsModule.replace("rabbit_", "").replace("_queue", "");
    }

    String module() {
      return module;
    }

    String membership() {
      return membership;
    }

    /** classic, quorum or stream; empty if unknown. */
    String type() {
      return type;
    }

    /** running, down and so on; empty if unknown. */
    String state() {
      return state;
    }

    /** Where it is, or its leader; empty if unknown. */
    String node() {
      return node;
    }

    /** Writes all its numbers, with the virtual host and its name under that label. */
    void write(String label, Iterable<Field> fields, PointWriter writer) {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("vhost", vhost);
      labels.put(label, name);
      for (Field field : fields) {
        double value = value(field);
        if (Double.isNaN(value)) {
          continue;
        }
        if (field.name().startsWith("rabbitmq_")) {
          writer.plugin(new Sample(field.family(), field.name(), labels, value, null));
        } else {
          writer.api(field.name(), labels, value);
        }
      }
    }

    /** Whether it is of a kind that comes and goes. */
    boolean temporary() {
      return temporary;
    }
  }

  private record Key(String vhost, String name) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private int beyond;

  /** The entry of an object; null if there are too many. */
  @Nullable Entry entry(String vhost, String name) {
    Key key = new Key(vhost, name);
    Entry entry = entries.get(key);
    if (entry == null && entries.size() < MOST) {
      entry = new Entry(vhost, name);
      entries.put(key, entry);
    } else if (entry == null) {
      beyond++;
    }
    return entry;
  }

  @Nullable Entry known(String vhost, String name) {
    return entries.get(new Key(vhost, name));
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  /** How many numbers were of objects beyond the limit. */
  int beyond() {
    return beyond;
  }
}
