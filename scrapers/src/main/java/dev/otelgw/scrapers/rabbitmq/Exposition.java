package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.rabbitmq.Sample.Family;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus's text format 0.0.4 line by line. It takes what RabbitMQ has been seen to do:
 * types before help, both twice, a label twice. Nothing is kept but the family under way. Used
 * once, by one thread.
 */
final class Exposition {

  private final Predicate<String> wanted;
  private final Consumer<Sample> into;
  private final Map<String, Family> families = new HashMap<>();
  private final Histograms histograms;
  private @Nullable Family current;
  private int odd;
  private String oddLine = "";
  private int samples;

  /**
   * Reads nothing yet.
   *
   * @param wanted whether samples of a name are wanted; others are not looked at
   */
  Exposition(Predicate<String> wanted, Consumer<Sample> into) {
    this.wanted = wanted;
    this.into = into;
    this.histograms = new Histograms(into);
  }

  /** Reads all of it. */
  Exposition read(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("#")) {
        describe(line);
      } else if (!line.isBlank()) {
        sample(line);
      }
    }
    histograms.flush();
    return this;
  }

  /** How many lines could not be read. */
  int odd() {
    return odd;
  }

  /** The first of them. */
  String oddLine() {
    return oddLine;
  }

  /** How many lines were samples, wanted or not. */
  int samples() {
    return samples;
  }

  private void describe(String line) {
    String[] words = line.split(" ", 4);
    if (words.length < 4) {
      return;
    }
    Family known = families.getOrDefault(words[2], new Family(words[2], "untyped", ""));
    switch (words[1]) {
      case "TYPE" -> families.put(words[2], new Family(words[2], words[3].strip(), known.help()));
      case "HELP" -> families.put(words[2], new Family(words[2], known.type(), words[3]));
      default -> {
        // A comment.
      }
    }
  }

  private void sample(String line) {
    samples++;
    int end = 0;
    while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
      end++;
    }
    String name = line.substring(0, end);
    if (!wanted.test(name)) {
      return;
    }
    try {
      Map<String, String> labels = new LinkedHashMap<>();
      int after = end < line.length() && line.charAt(end) == '{' ? labels(line, end, labels) : end;
      String rest = line.substring(after).strip();
      int space = rest.indexOf(' ');
      double value = number(space < 0 ? rest : rest.substring(0, space));
      give(family(name), name, labels, value);
    } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
      if (odd++ == 0) {
        oddLine = line.length() > 120 ? line.substring(0, 120) + "..." : line;
      }
    }
  }

  private void give(Family family, String name, Map<String, String> labels, double value) {
    if (!family.equals(current)) {
      histograms.flush();
      current = family;
    }
    if (family.type().equals("histogram") && !name.equals(family.name())) {
      histograms.add(family, name, labels, value);
    } else {
      into.accept(new Sample(family, name, labels, value, null));
    }
  }

  private Family family(String name) {
    Family family = families.get(name);
    if (family != null) {
      return family;
    }
    int underscore = name.lastIndexOf('_');
    Family parent = underscore < 0 ? null : families.get(name.substring(0, underscore));
    return parent != null && (parent.type().equals("histogram") || parent.type().equals("summary"))
        ? parent
        : new Family(name, "untyped", "");
  }

  /** Reads {@code {name="value",...}}, and says where it ends. */
  private static int labels(String line, int brace, Map<String, String> labels) {
    int at = brace + 1;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      String name = line.substring(at, equals).strip();
      StringBuilder value = new StringBuilder();
      at = equals + 2;
      while (line.charAt(at) != '"') {
        char c = line.charAt(at++);
        if (c == '\\') {
          char escaped = line.charAt(at++);
          value.append(escaped == 'n' ? '\n' : escaped);
        } else {
          value.append(c);
        }
      }
      labels.put(name, value.toString());
      at++;
      while (line.charAt(at) == ',' || line.charAt(at) == ' ') {
        at++;
      }
    }
    return at + 1;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      // What a server writes for what it does not know.
      case "NaN", "undefined", "" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }
}
