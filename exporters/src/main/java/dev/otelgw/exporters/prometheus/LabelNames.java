package dev.otelgw.exporters.prometheus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of labels, by the rules of the OpenTelemetry specification: what is not a letter or a digit
 * becomes {@code _}, several in a row one. One that would begin with a digit or {@code _} gets
 * {@code key} before it, as in the Collector; so no attribute can pass for a label that Prometheus
 * keeps to itself ({@code __name__}). Thread-safe.
 */
final class LabelNames {

  private static final int REMEMBERED = 10_000;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** The label for an attribute; empty where nothing of its key can be used. */
  String of(String key) {
    String name = known.get(key);
    if (name == null) {
      name = make(key);
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(key, name);
    }
    return name;
  }

  private static String make(String key) {
    StringBuilder name = new StringBuilder(key.length() + 4);
    boolean usable = false;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c);
      usable |= letter;
      if (letter) {
        name.append(c);
      } else if (name.isEmpty() || name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    if (!usable) {
      return "";
    }
    char first = name.charAt(0);
    return digit(first) ? "key_" + name : first == '_' ? "key" + name : name.toString();
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
