package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.wire.Field;
import dev.otelgw.pipeline.wire.OtlpSchema;
import dev.otelgw.pipeline.wire.TextPattern;
import dev.otelgw.pipeline.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The kinds of a span that a pattern wants, asked once for each kind and not for each span. */
final class SpanKinds {

  private static final Field KIND = OtlpSchema.type("Span").requireField("kind");

  /** The kinds by which a span can be chosen. */
  static final List<String> NAMES = KIND.enumNames().subList(1, KIND.enumNames().size());

  private final List<Boolean> wanted = new ArrayList<>();
  private final boolean others;

  SpanKinds(TextPattern pattern) {
    for (String name : KIND.enumNames()) {
      wanted.add(matches(pattern, name));
    }
    others = matches(pattern, "");
  }

  private static boolean matches(TextPattern pattern, String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return pattern.matches(utf8, 0, utf8.length);
  }

  boolean matches(WireMessage span) {
    long kind = span.number(KIND);
    boolean known = kind >= 0 && kind < wanted.size();
    return known ? wanted.get((int) kind) : others;
  }
}
