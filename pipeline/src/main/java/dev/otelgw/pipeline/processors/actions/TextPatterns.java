package dev.otelgw.pipeline.processors.actions;

import com.google.re2j.Pattern;
import dev.otelgw.pipeline.wire.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The Collector's two ways to say which texts are meant. What they make is thread-safe. */
public final class TextPatterns {

  private TextPatterns() {}

  /** This text and no other. */
  public static TextPattern strict(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return (utf8, from, to) -> Arrays.equals(wanted, 0, wanted.length, utf8, from, to);
  }

  /** Every text in which the pattern is found somewhere. */
  public static TextPattern regexp(Pattern pattern) {
    return (utf8, from, to) -> pattern.matcher(Arrays.copyOfRange(utf8, from, to)).find();
  }

  /** What one of them wants. */
  public static TextPattern any(List<TextPattern> patterns) {
    if (patterns.size() == 1) {
      return patterns.getFirst();
    }
    TextPattern[] all = patterns.toArray(TextPattern[]::new);
    return (utf8, from, to) -> {
      for (TextPattern pattern : all) {
        if (pattern.matches(utf8, from, to)) {
          return true;
        }
      }
      return false;
    };
  }
}
