package dev.otelgw.bench.arm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code @name@} in commands and configuration templates. */
public final class Placeholders {

  private static final Pattern NAME = Pattern.compile("@([a-z_]+)@");

  /** Words, or words between double quotes. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Map<String, String> values;

  /** These and no more. */
  public Placeholders(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** These and more; the new ones win. */
  public Placeholders with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(more);
    return new Placeholders(all);
  }

  /** Names and values. */
  public Map<String, String> all() {
    return values;
  }

  /**
   * A text with all its placeholders filled, those in the values too.
   *
   * @param where names the text in the message
   * @throws IllegalArgumentException when one is unknown
   */
  public String fill(String where, String text) {
    String filled = text;
    for (int depth = 0; depth < 4 && NAME.matcher(filled).find(); depth++) {
      filled =
          NAME.matcher(filled)
              .replaceAll(match -> Matcher.quoteReplacement(value(where, match.group(1))));
    }
    return filled;
  }

  /** A command line, filled and cut into words. */
  public List<String> command(String where, String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(fill(where, line));
    while (matcher.find()) {
      String quoted = matcher.group(1);
      words.add(quoted == null ? matcher.group(2) : quoted);
    }
    return words;
  }

  private String value(String where, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          where
              + ": unknown placeholder @"
              + name
              + "@; known are "
              + new TreeSet<>(values.keySet()));
    }
    return value;
  }
}
