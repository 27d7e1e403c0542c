package dev.otelgw.pipeline.processors.actions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.otelgw.pipeline.wire.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The Collector's two ways to say which texts are meant. What they make is thread-safe. */
public final class TextPatterns {

  private TextPatterns() {}

  /** This text and no other. */
  public static TextPattern strict(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return (utf8, from, to) -> Arrays.equals(wanted, 0, wanted.length, utf8, from, to);
  }

  /**
   * Every text in which the pattern is found somewhere. RE2, as in the Collector: its syntax, and a
   * time that grows with the text alone.
   */
  public static TextPattern regexp(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return (utf8, from, to) -> compiled.matcher(Arrays.copyOfRange(utf8, from, to)).find();
  }

  /** What is wrong with a pattern for {@link #regexp}; empty if nothing is. */
  public static Optional<String> problem(String pattern) {
    try {
      Pattern.compile(pattern);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      // The library's words for a closing parenthesis too many.
      String why = e.getDescription().replace("regexp/syntax: internal error", "unexpected )");
      return Optional.of("\"%s\" is no regular expression (RE2): %s".formatted(pattern, why));
    }
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
