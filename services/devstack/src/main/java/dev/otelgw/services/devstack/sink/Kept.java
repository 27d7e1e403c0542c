package dev.otelgw.services.devstack.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The newest so many of what came in. Safe for use by many threads. */
final class Kept<T> {

  private final int most;
  private final Deque<T> newest = new ArrayDeque<>();
  private final Function<T, String> source;
  private final Map<String, Long> received = new TreeMap<>();

  /**
   * @param source what came is counted by it
   */
  Kept(int most, Function<T, String> source) {
    this.most = most;
    this.source = source;
  }

  synchronized void addAll(List<T> items) {
    for (T item : items) {
      if (newest.size() == most) {
        newest.removeFirst();
      }
      newest.addLast(item);
      received.merge(source.apply(item), 1L, Long::sum);
    }
  }

  /** The oldest first. */
  synchronized List<T> all() {
    return new ArrayList<>(newest);
  }

  /** How many ever came, by their source. */
  synchronized Map<String, Long> received() {
    return new TreeMap<>(received);
  }

  synchronized void clear() {
    newest.clear();
  }
}
