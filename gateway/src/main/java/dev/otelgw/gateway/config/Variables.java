package dev.otelgw.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts in the values of {@code ${env:NAME}}, {@code ${env:NAME:-default}}, {@code ${NAME}} and
 * {@code ${file:path}}; {@code $$} is a dollar sign, and {@code $X} stays as it is.
 *
 * <p>The value of a variable is looked at once more for {@code ${env:...}} only. All else in it is
 * taken as it stands, a dollar sign above all: passwords have them.
 */
final class Variables {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Deeper references are taken for a variable that names itself. */
  private static final int DEEPEST = 10;

  private final Map<String, String> environment;
  private final Findings findings;

  Variables(Map<String, String> environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /** The tree with every reference resolved, or reported and {@link Node.Lost}. */
  Node expand(Node node, Place place) {
    return switch (node) {
      case Node.Mapping(var position, var entries) -> {
        var expanded = new LinkedHashMap<String, Node.Entry>();
        entries.forEach((key, entry) -> {
          Place child = place.key(key, entry.position());
          expanded.put(key, new Node.Entry(entry.position(), expand(entry.value(), child)));
        });
        yield new Node.Mapping(position, expanded);
      }
      case Node.Sequence(var position, var items) -> {
        List<Node> expanded = new ArrayList<>();
        for (Node item : items) {
          expanded.add(expand(item, place.item(expanded.size(), item.position())));
        }
        yield new Node.Sequence(position, expanded);
      }
      case Node.Scalar scalar -> expand(scalar, place);
      case Node.Null _, Node.Lost _ -> node;
    };
  }

  private Node expand(Node.Scalar scalar, Place place) {
    String text = scalar.text();
    if (!text.contains("$")) {
      return scalar;
    }
    Place here = new Place(place.path(), scalar.position());
    String value = substitute(text, here, 0);
    if (value == null) {
      return new Node.Lost(scalar.position());
    }
    if (!hasReference(text)) {
      return new Node.Scalar(scalar.position(), value, scalar.style());
    }
    boolean whole = text.startsWith("${") && closing(text, 2) == text.length() - 1;
    Node.Style style = whole ? Node.Style.VARIABLE : Node.Style.PLAIN;
    return new Node.Scalar(scalar.position(), value, style, text);
  }

  /** Whether there is a reference beside escaped ones. */
  private static boolean hasReference(String text) {
    int at = text.replace("$$", "").indexOf("${");
    return at >= 0 && text.indexOf('}', at) >= 0;
  }

  /** The text with its references resolved; null when one cannot be, which is then reported. */
  private @Nullable String substitute(String text, Place place, int depth) {
    StringBuilder out = new StringBuilder();
    boolean complete = true;
    int at = 0;
    while (at < text.length()) {
      int close = text.startsWith("${", at) ? closing(text, at + 2) : -1;
      if (close >= 0) {
        String value = value(text.substring(at + 2, close), place, depth);
        complete &= value != null;
        out.append(value);
        at = close + 1;
      } else {
        out.append(text.charAt(at));
        at += text.startsWith("$$", at) ? 2 : 1;
      }
    }
    return complete ? out.toString() : null;
  }

  /** Index of the brace that closes the reference whose inside begins at {@code from}, or -1. */
  private static int closing(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable String value(String reference, Place place, int depth) {
    if (depth > DEEPEST) {
      findings.error(place, "${" + reference + "} leads back to itself");
      return null;
    }
    if (reference.startsWith("file:")) {
      return file(reference.substring("file:".length()), place);
    }
    int colon = reference.indexOf(':');
    if (colon >= 0 && !reference.startsWith("env:") && !reference.startsWith(":-", colon)) {
      findings.error(
          place,
          "${%s:...} is not supported; use ${env:NAME} or ${file:path}, or write $${ for a plain ${"
              .formatted(reference.substring(0, colon)));
      return null;
    }
    return variable(
        reference.startsWith("env:") ? reference.substring("env:".length()) : reference,
        place,
        depth);
  }

  private @Nullable String variable(String reference, Place place, int depth) {
    int dash = reference.indexOf(":-");
    String name = dash < 0 ? reference : reference.substring(0, dash);
    if (!NAME.matcher(name).matches()) {
      findings.error(
          place,
          "\"%s\" is no name of a variable (letters, digits, _); write $${ for a plain ${"
              .formatted(name.replaceFirst(":.*", ":..."))); // A default may be a secret.
      return null;
    }
    String value = environment.get(name);
    if (value != null) {
      return value.contains("${env:") ? again(value, place, depth) : value;
    }
    if (dash < 0) {
      findings.error(
          place,
          "the variable %s is not set; set it or write ${env:%s:-default}".formatted(name, name));
      return null;
    }
    return substitute(reference.substring(dash + 2), place, depth + 1);
  }

  /** References of the full form inside a variable's value; the rest of it is left alone. */
  private @Nullable String again(String value, Place place, int depth) {
    int at = value.indexOf("${env:");
    int close = at < 0 ? -1 : closing(value, at + 2);
    if (close < 0) {
      return value;
    }
    String inner = value(value.substring(at + 2, close), place, depth + 1);
    String rest = again(value.substring(close + 1), place, depth);
    return inner == null || rest == null ? null : value.substring(0, at) + inner + rest;
  }

  private @Nullable String file(String path, Place place) {
    try {
      return Files.readString(Path.of(path)).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      findings.error(
          place,
          "${file:%s} cannot be read (%s); check the path"
              .formatted(path, e.getClass().getSimpleName().replace("Exception", "")));
      return null;
    }
  }
}
