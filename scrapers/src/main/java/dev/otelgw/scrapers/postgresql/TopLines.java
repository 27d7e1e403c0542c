package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.postgresql.Query.Top;
import dev.otelgw.scrapers.scraping.TopObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bounds the names that a statement's lines bring, from scrape to scrape. Not thread-safe. */
final class TopLines {

  private final Top top;
  private final TopObjects objects;
  private Map<String, Double> before = Map.of();
  private Set<String> chosen = Set.of();

  TopLines(Top top, int most) {
    this.top = top;
    this.objects = new TopObjects(most);
  }

  /** The same lines, where most lines may have lost their names. */
  List<Line> bound(List<Line> lines) {
    Map<String, Double> scores = new HashMap<>();
    Map<String, Double> now = new HashMap<>();
    for (Line line : lines) {
      if (concerns(line)) {
        String key = key(line);
        double grown = line.number(top.growing());
        double growth = 0;
        if (!Double.isNaN(grown)) {
          now.merge(key, grown, Double::sum);
          growth = Math.max(0, grown - before.getOrDefault(key, 0.0));
        }
        scores.merge(key, line.number(top.score()) + growth, Double::sum);
      }
    }
    before = now;
    chosen = objects.choose(scores);
    return named(lines);
  }

  /** Other lines of the statement, with the names that were kept last. */
  List<Line> named(List<Line> lines) {
    List<Line> bound = new ArrayList<>(lines.size());
    for (Line line : lines) {
      boolean named = !concerns(line) || chosen.contains(key(line));
      bound.add(named ? line : line.without(top.replaced()));
    }
    return bound;
  }

  /** The values of one of the columns in the lines that kept their names last. */
  List<String> chosen(String column) {
    int index = top.replaced().indexOf(column) + 1;
    return chosen.stream().map(key -> key.split("\u001f", -1)[index]).distinct().toList();
  }

  private boolean concerns(Line line) {
    return !Double.isNaN(line.number(top.score()))
        && (!line.has("what") || top.name().equals(line.text("what")));
  }

  private String key(Line line) {
    StringBuilder key = new StringBuilder(String.valueOf(line.text("datname")));
    top.replaced().forEach(column -> key.append('\u001f').append(line.text(column)));
    return key.toString();
  }
}
