package dev.otelgw.services.devstack.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest so many of what came in. Safe for use by many threads. */
final class Kept<T> {

  private final int most;
  private final Deque<T> newest = new ArrayDeque<>();
  private long received;

  Kept(int most) {
    this.most = most;
  }

  synchronized void addAll(List<T> items) {
    for (T item : items) {
      if (newest.size() == most) {
        newest.removeFirst();
      }
      newest.addLast(item);
    }
    received += items.size();
  }

  /** The oldest first. */
  synchronized List<T> all() {
    return new ArrayList<>(newest);
  }

  /** How many ever came. */
  synchronized long received() {
    return received;
  }

  synchronized void clear() {
    newest.clear();
  }
}
