package dev.otelgw.services.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The requests that were answered, the newest of them. Not thread-safe: under the lock of {@link
 * Changes}.
 */
final class Journal {

  private static final int KEPT = 20_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private long count;

  long next() {
    return ++count;
  }

  void add(RecordedRequest request) {
    requests.add(request);
    if (requests.size() > KEPT) {
      requests.remove();
    }
  }

  List<RecordedRequest> all() {
    return List.copyOf(requests);
  }
}
