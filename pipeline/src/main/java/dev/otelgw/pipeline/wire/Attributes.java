package dev.otelgw.pipeline.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one message, in their order, for an edit to look at and to change. Keys should
 * occur once; where they do not, {@link #find} gives the first, as the Collector does. Good until
 * the edit goes on to the next message. Single-threaded.
 */
public final class Attributes {

  /** Reused from message to message, so that a span costs no object. */
  private final List<Attribute> pool = new ArrayList<>();

  private int size;

  void clear() {
    size = 0;
  }

  /** Adds those that stand in a range of a message. */
  void read(byte[] bytes, int from, int end, int tag) {
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      if (in.tag() == tag) {
        next().read(bytes, in.tagStart(), in.valueStart(), in.valueEnd());
      }
    }
  }

  private Attribute next() {
    if (size == pool.size()) {
      pool.add(new Attribute());
    }
    return pool.get(size++);
  }

  int size() {
    return size;
  }

  /** By position, deleted ones included. */
  Attribute at(int index) {
    return pool.get(index);
  }

  boolean isChanged() {
    for (int i = 0; i < size; i++) {
      if (pool.get(i).isChanged()) {
        return true;
      }
    }
    return false;
  }

  /** The first one of that key, or null. */
  public @Nullable Attribute find(AttributeKey key) {
    for (int i = 0; i < size; i++) {
      Attribute attribute = pool.get(i);
      if (attribute.is(key) && !attribute.isDeleted()) {
        return attribute;
      }
    }
    return null;
  }

  /** Calls for each one, in order. */
  public void forEach(Consumer<Attribute> action) {
    for (int i = 0; i < size; i++) {
      Attribute attribute = pool.get(i);
      if (!attribute.isDeleted()) {
        action.accept(attribute);
      }
    }
  }

  /** Adds one at the end, without asking whether there is one of that key. */
  public void add(AttributeKey key, WireValue value) {
    next().make(key, value);
  }

  /** Gives the first one of that key this value, or adds one. */
  public void put(AttributeKey key, WireValue value) {
    Attribute attribute = find(key);
    if (attribute == null) {
      add(key, value);
    } else {
      attribute.set(value);
    }
  }
}
