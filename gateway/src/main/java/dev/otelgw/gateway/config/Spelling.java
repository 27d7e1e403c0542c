package dev.otelgw.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelled word was meant to be. */
final class Spelling {

  private Spelling() {}

  /** The known word that is nearest, if any is near enough to be meant. */
  static Optional<String> nearest(String given, Collection<String> known) {
    String word = snakeCase(given);
    int allowed = 1 + word.length() / 5;
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.min(allowed, candidate.length() - 1))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** {@code ; did you mean "x"?}, or nothing. */
  static String hint(String given, Collection<String> known) {
    return nearest(given, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code numConsumers} and {@code num-consumers} become {@code num_consumers}. */
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('-', '_').toLowerCase(Locale.ROOT);
  }

  /** {@code ServerAuthenticator} becomes {@code server authenticator}. */
  static String words(String name) {
    return snakeCase(name).replace('_', ' ');
  }

  /**
   * Number of letters to insert, drop, change or swap with their neighbour (optimal string
   * alignment, the restricted form of Damerau and Levenshtein's distance).
   */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
