package dev.otelgw.gateway.docs;

import dev.otelgw.gateway.collector.CollectorKey;
import dev.otelgw.gateway.collector.CollectorKeys;
import dev.otelgw.gateway.collector.KeySection;
import dev.otelgw.gateway.collector.Verdict;
import dev.otelgw.gateway.config.KeyDescription;
import dev.otelgw.pipeline.Factory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes {@code docs/collector-users.md}: the text that comes with this class, and after it what
 * becomes of each key, with the defaults of the components themselves.
 */
public final class CollectorDoc {

  private static final String FRAGMENT = "fragment ";

  private final CollectorKeys table = CollectorKeys.read();
  private final Map<String, String> defaults = new LinkedHashMap<>();

  private CollectorDoc(List<Factory<?>> catalogue) {
    describe("service", KeyDescription.ofService());
    for (Factory<?> factory : catalogue) {
      String section = ComponentDoc.kind(factory) + " " + factory.type().name();
      describe(section, KeyDescription.of(factory.configType()));
    }
    table.sections().forEach(this::describeParts);
  }

  private void describe(String section, List<KeyDescription> keys) {
    keys.forEach(key -> defaults.put(section + " " + key.path(), key.defaultValue()));
  }

  /** A fragment has the defaults of the first component that it is a part of. */
  private void describeParts(KeySection section) {
    for (KeySection.Part part : section.parts()) {
      for (CollectorKey key : table.keys(FRAGMENT + part.fragment())) {
        String there = section.name() + " " + part.path() + "." + key.path();
        defaults.putIfAbsent(
            FRAGMENT + part.fragment() + " " + key.path(), defaults.getOrDefault(there, ""));
      }
    }
  }

  /** The page for a catalogue, as Markdown. */
  public static String page(List<Factory<?>> catalogue) {
    CollectorDoc doc = new CollectorDoc(catalogue);
    return text()
        + doc.table.sections().stream().map(doc::section).collect(Collectors.joining())
        + doc.missing();
  }

  private static String text() {
    try (InputStream in = CollectorDoc.class.getResourceAsStream("collector-users.md")) {
      if (in == null) {
        throw new IllegalStateException("collector-users.md is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String section(KeySection section) {
    if (section.own().stream().anyMatch(key -> key.path().equals("*"))) {
      return "### " + title(section.name()) + "\n\nThe Collector does not have it.\n\n";
    }
    String rows =
        section.own().stream()
            .filter(key -> !key.unchanged())
            .map(key -> row(section.name(), key))
            .collect(Collectors.joining());
    String differences =
        rows.isEmpty()
            ? ""
            : "| key | here | in the Collector | remark |\n|---|---|---|---|\n" + rows + "\n";
    String same = list(section, CollectorKey::unchanged);
    String all = section.own().isEmpty() ? "It has no keys, as there.\n\n" : "";
    return "### "
        + title(section.name())
        + "\n\n"
        + all
        + differences
        + (same.isEmpty() ? "" : "The same: " + same + ".\n\n")
        + parts(section);
  }

  private static String title(String section) {
    if (section.startsWith(FRAGMENT)) {
      return section.substring(FRAGMENT.length()).replace('-', ' ');
    }
    int space = section.indexOf(' ');
    return space < 0
        ? "`" + section + "`"
        : section.substring(0, space) + " `" + section.substring(space + 1) + "`";
  }

  private static String list(KeySection section, Predicate<CollectorKey> which) {
    return section.own().stream()
        .filter(which)
        .map(key -> "`" + key.path() + "`")
        .collect(Collectors.joining(", "));
  }

  private String row(String section, CollectorKey key) {
    String ours = defaults.getOrDefault(section + " " + key.path(), "");
    String here =
        switch (key.verdict()) {
          case REFUSED -> "refused";
          case IDLE -> "no effect";
          case SAME, DIFFERS, OURS -> shown(ours);
        };
    String there = key.verdict() == Verdict.OURS ? "not there" : shown(key.theirDefault());
    return "| `%s` | %s | %s | %s |\n"
        .formatted(ComponentDoc.cell(key.path()), here, there, ComponentDoc.cell(key.remark()));
  }

  private static String shown(String value) {
    return ComponentDoc.code(value);
  }

  private static String parts(KeySection section) {
    if (section.parts().isEmpty()) {
      return "";
    }
    return section.parts().stream()
            .map(part ->
                "`%s`: see [%s](#%s)"
                    .formatted(part.path(), part.fragment().replace('-', ' '), part.fragment()))
            .collect(Collectors.joining("; "))
        + ".\n\n";
  }

  private String missing() {
    return table.missing().entrySet().stream()
        .map(entry -> "| %s | %s |\n".formatted(title(entry.getKey()), entry.getValue()))
        .collect(
            Collectors.joining("", "### Not here\n\n| component | instead |\n|---|---|\n", ""));
  }
}
