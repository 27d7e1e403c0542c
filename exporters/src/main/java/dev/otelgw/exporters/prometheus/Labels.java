package dev.otelgw.exporters.prometheus;

import java.util.Arrays;
import java.util.SortedMap;

/** The labels of a series, in the order of their names, no name twice. Immutable. */
final class Labels implements Comparable<Labels> {

  static final Labels NONE = new Labels(new String[0]);

  /** A reference and a header for each text; the rest of an entry in a map. */
  private static final int BYTES_FOR_TEXT = 40;

  private final String[] pairs;
  private final int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  static Labels of(SortedMap<String, String> labels) {
    String[] pairs = new String[labels.size() * 2];
    int at = 0;
    for (var label : labels.entrySet()) {
      pairs[at++] = label.getKey();
      pairs[at++] = label.getValue();
    }
    return new Labels(pairs);
  }

  int size() {
    return pairs.length / 2;
  }

  String name(int index) {
    return pairs[2 * index];
  }

  String value(int index) {
    return pairs[2 * index + 1];
  }

  /** Characters of all names and values. */
  int length() {
    int length = 0;
    for (String text : pairs) {
      length += text.length();
    }
    return length;
  }

  /** About what they take of the heap. */
  int bytes() {
    return length() + pairs.length * BYTES_FOR_TEXT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels
        && labels.hash == hash
        && Arrays.equals(labels.pairs, pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Labels other) {
    return Arrays.compare(pairs, other.pairs);
  }

  /** As the text format has them, for messages too: {@code {code="200"}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ",").append(name(i)).append("=\"").append(value(i)).append('"');
    }
    return text.append('}').toString();
  }
}
