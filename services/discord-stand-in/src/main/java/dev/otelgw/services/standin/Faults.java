package dev.otelgw.services.standin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The orders that are still open, the oldest first. Thread-safe. */
final class Faults {

  private final List<Open> open = new ArrayList<>();

  synchronized void order(Fault fault) {
    open.add(new Open(fault));
  }

  synchronized void clear() {
    open.clear();
  }

  /**
   * The order that this request is answered by, null for none; it is good for one request less
   * then.
   *
   * @param userId to whom the channel of the request belongs, null where it is none of direct
   *     messages
   */
  synchronized @Nullable Fault take(String method, String path, @Nullable String userId) {
    for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
      Open order = each.next();
      if (order.matches(method, path, userId)) {
        if (--order.left == 0) {
          each.remove();
        }
        return order.fault;
      }
    }
    return null;
  }

  private static final class Open {

    private final Fault fault;
    private final @Nullable Pattern path;
    private int left;

    Open(Fault fault) {
      this.fault = fault;
      this.left = fault.times();
      this.path =
          fault.path() == null
              ? null
              : Pattern.compile("\\Q" + fault.path().replace("*", "\\E.*\\Q") + "\\E");
    }

    boolean matches(String method, String where, @Nullable String userId) {
      return (fault.method() == null || fault.method().equals(method))
          && (path == null || path.matcher(where).matches())
          && (fault.userId() == null || Objects.equals(fault.userId(), userId));
    }
  }
}
