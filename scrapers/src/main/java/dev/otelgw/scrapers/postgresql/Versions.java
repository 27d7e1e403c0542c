package dev.otelgw.scrapers.postgresql;

/**
 * Major versions of the server.
 *
 * @param first the oldest
 * @param last the newest
 */
record Versions(int first, int last) {

  static final Versions ALL = new Versions(0, Integer.MAX_VALUE);

  /** Of {@code 14+}, {@code -16} or {@code 14-16}; of nothing, all. */
  static Versions parse(String text) {
    if (text.isEmpty()) {
      return ALL;
    }
    if (text.endsWith("+")) {
      return new Versions(Integer.parseInt(text.substring(0, text.length() - 1)), ALL.last);
    }
    int dash = text.indexOf('-');
    int first = dash == 0 ? 0 : Integer.parseInt(text.substring(0, dash));
    return new Versions(first, Integer.parseInt(text.substring(dash + 1)));
  }

  static boolean looksLikeOne(String text) {
    return text.matches("\\d+\\+|\\d*-\\d+");
  }

  boolean has(int major) {
    return first <= major && major <= last;
  }

  Versions and(Versions other) {
    return new Versions(Math.max(first, other.first), Math.min(last, other.last));
  }

  /** For the documentation; empty for all. */
  String words() {
    if (equals(ALL)) {
      return "";
    }
    if (last == ALL.last) {
      return first + " and later";
    }
    return first == 0 ? "up to " + last : first + " to " + last;
  }
}
