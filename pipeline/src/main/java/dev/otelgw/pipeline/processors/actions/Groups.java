package dev.otelgw.pipeline.processors.actions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.otelgw.pipeline.wire.AttributeKey;
import dev.otelgw.pipeline.wire.Attributes;
import dev.otelgw.pipeline.wire.WireValue;
import java.util.List;
import java.util.Map;

/** A pattern and the attributes that its groups become, in their order. */
record Groups(Pattern pattern, List<AttributeKey> keys) {

  static Groups of(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new Groups(
        compiled,
        compiled.namedGroups().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(group -> AttributeKey.of(group.getKey()))
            .toList());
  }

  /** A group that takes no part in the match becomes the empty text. */
  void extract(String text, Attributes attributes) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return;
    }
    for (int i = 0; i < keys.size(); i++) {
      String part = matcher.group(i + 1);
      attributes.put(keys.get(i), WireValue.of(part == null ? "" : part));
    }
  }
}
