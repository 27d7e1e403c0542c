package dev.otelgw.exporters.prometheus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads text 0.0.4 or OpenMetrics strictly; an AssertionError names the line that is wrong. */
final class Exposed {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*+\"";
  private static final String LABELS = "\\{" + LABEL + "(?:," + LABEL + ")*+\\}";
  private static final String NUMBER = "(?:NaN|[+-]Inf|-?[0-9.]+(?:e[+-][0-9]+)?)";
  private static final Pattern META =
      Pattern.compile("# (HELP|TYPE|UNIT) (" + NAME + ") (.*)", Pattern.DOTALL);
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(%s)((?:%s)?) %s(?: # (?:%s|\\{\\}) %s(?: [0-9.]+)?)?"
              .formatted(NAME, LABELS, NUMBER, LABELS, NUMBER));

  private final boolean open;
  private final Set<String> metas = new HashSet<>();
  private final List<String> series = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private String family = "";
  private String type = "";

  private Exposed(boolean open) {
    this.open = open;
  }

  /** Names and labels of all samples. */
  static List<String> series(String text, boolean open) {
    Exposed exposed = new Exposed(open);
    String body = text;
    if (open) {
      check(text.endsWith("# EOF\n"), "no end");
      body = text.substring(0, text.length() - "# EOF\n".length());
    }
    check(body.isEmpty() || body.endsWith("\n"), "the last line has no end");
    if (!body.isEmpty()) {
      // Not lines(): a carriage return in a label is no end of a line.
      for (String line : body.substring(0, body.length() - 1).split("\n", -1)) {
        exposed.line(line);
      }
    }
    return exposed.series;
  }

  private void line(String line) {
    Matcher meta = META.matcher(line);
    if (line.startsWith("#")) {
      check(meta.matches(), line);
      check(metas.add(meta.group(1) + " " + meta.group(2)), "twice: " + line);
      family = meta.group(2);
      type = meta.group(1).equals("TYPE") ? meta.group(3) : type;
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    check(sample.matches(), line);
    check(seen.add(sample.group(1) + sample.group(2)), "twice: " + line);
    check(suffixes().contains(sample.group(1).substring(family.length())), line);
    series.add(sample.group(1) + sample.group(2));
  }

  /** What may stand behind the name of a family (OpenMetrics 1.0, "Suffixes"). */
  private Set<String> suffixes() {
    return switch (type) {
      case "counter" -> open ? Set.of("_total", "_created") : Set.of("");
      case "histogram" -> Set.of("_bucket", "_sum", "_count", "_created");
      case "summary" -> Set.of("", "_sum", "_count", "_created");
      case "info" -> Set.of("_info");
      default -> Set.of("");
    };
  }

  private static void check(boolean fine, String line) {
    if (!fine) {
      throw new AssertionError(line);
    }
  }
}
