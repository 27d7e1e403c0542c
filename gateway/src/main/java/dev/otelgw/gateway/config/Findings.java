package dev.otelgw.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems. Single-threaded. */
final class Findings {

  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();
  private final Set<String> spokenOf = new HashSet<>();

  void error(Place place, String message) {
    add(errors, place, message);
    spokenOf.add(place.path());
  }

  /** A rule that is broken; other rules about the same key may be broken, too. */
  void brokenRule(Place place, String message) {
    if (!spokenOf.contains(place.path())) {
      add(errors, place, message);
    }
  }

  void warning(Place place, String message) {
    add(warnings, place, message);
  }

  /** A block used twice through an alias would say everything twice. */
  private static void add(Set<Problem> to, Place place, String message) {
    boolean known =
        place.position().line() > 0
            && to.stream()
                .anyMatch(
                    p -> p.position().equals(place.position()) && p.message().equals(message));
    if (!known) {
      to.add(new Problem(place.position(), place.path(), message));
    }
  }

  /** No more errors at this path: its cause is among the errors already. */
  void settle(String path) {
    spokenOf.add(path);
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  List<Problem> errors(List<String> files) {
    return sorted(errors, files);
  }

  List<Problem> warnings(List<String> files) {
    return sorted(warnings, files);
  }

  /** In the order of the files as given, and from top to bottom in each. */
  private static List<Problem> sorted(Set<Problem> problems, List<String> files) {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> files.indexOf(p.position().file()))
            .thenComparingInt(p -> p.position().line())
            .thenComparingInt(p -> p.position().column()));
    return List.copyOf(sorted);
  }
}
