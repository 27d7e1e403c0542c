package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes the words of others fit for a message: one line, of bounded length, without our secrets.
 */
final class Words {

  /** As many characters of a backend's text as are shown. */
  static final int SHOWN = 1024;

  /** Shorter strings are no secrets, and replacing them would spoil the text. */
  private static final int SHORTEST_SECRET = 6;

  private static final Pattern NOT_SHOWN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\x{fffd}]+");

  private final List<String> secrets;

  /** That hides these values, and each part of them that stands alone. */
  Words(Collection<Secret> secrets) {
    List<String> parts = new ArrayList<>();
    for (Secret secret : secrets) {
      parts.add(secret.reveal());
      parts.addAll(List.of(secret.reveal().split("[\\s:=,;]+")));
    }
    this.secrets =
        parts.stream()
            .filter(part -> part.length() >= SHORTEST_SECRET)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String clean(String text) {
    String line = NOT_SHOWN.matcher(text).replaceAll(" ").strip();
    for (String secret : secrets) {
      line = line.replace(secret, "***");
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
