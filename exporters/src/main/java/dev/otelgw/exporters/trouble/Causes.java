package dev.otelgw.exporters.trouble;

import java.util.Locale;
import java.util.Optional;

/** Looks through an exception and what caused it. Stateless. */
public final class Causes {

  private Causes() {}

  /** Whether a message on the way down contains these words, in any case. */
  public static boolean mention(Throwable e, String words) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (message != null && lower(message).contains(lower(words))) {
        return true;
      }
    }
    return false;
  }

  /** The first of this class on the way down. */
  public static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  /** What all began with. */
  public static Throwable deepest(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : deepest(cause);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
