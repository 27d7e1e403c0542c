package dev.otelgw.scrapers.scraping;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the objects that get series of their own, when there are more than may have some. The
 * same numbers give the same choice; an object that was chosen stays for some scrapes, so that
 * objects of about the same size do not come and go. The rest belongs in one series named {@link
 * #OTHER}. Not thread-safe.
 */
public final class TopObjects {

  /** The attribute's value for all objects without series of their own. */
  public static final String OTHER = "other";

  /** How many scrapes a chosen object stays at least. */
  static final int STAYS = 5;

  private final int most;
  private final Map<String, Integer> chosen = new HashMap<>();

  /** With room for so many. */
  public TopObjects(int most) {
    this.most = most;
  }

  /**
   * The objects that get series in this scrape. Those that stay come first, then the largest; equal
   * ones in the order of their names.
   *
   * @param scores of all objects that there are now
   */
  public Set<String> choose(Map<String, Double> scores) {
    chosen.keySet().retainAll(scores.keySet());
    if (scores.size() <= most) {
      scores.keySet().forEach(name -> chosen.put(name, STAYS));
      return Set.copyOf(scores.keySet());
    }
    Comparator<String> largest =
        Comparator.comparingDouble((String name) -> scores.getOrDefault(name, 0.0)).reversed();
    Set<String> top =
        new HashSet<>(
            scores.keySet().stream()
                .sorted(largest.thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList());
    chosen.replaceAll((name, left) -> top.contains(name) ? STAYS : left - 1);
    chosen.values().removeIf(left -> left <= 0);
    scores.keySet().stream()
        .filter(top::contains)
        .filter(name -> !chosen.containsKey(name))
        .sorted(largest.thenComparing(Comparator.naturalOrder()))
        .limit(Math.max(0, most - chosen.size()))
        .forEach(name -> chosen.put(name, STAYS));
    return Set.copyOf(chosen.keySet());
  }
}
