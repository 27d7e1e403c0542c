package dev.otelgw.gateway.collector;

import dev.otelgw.pipeline.ComponentId.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of the Collector's keys, {@code keys.txt}. Immutable. */
public final class CollectorKeys {

  private static final String FRAGMENT = "fragment ";
  private static final String MISSING = "missing";

  private final Map<String, KeySection> sections = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  private CollectorKeys() {}

  /** Reads the table. That is done where it is needed, which is seldom. */
  public static CollectorKeys read() {
    try (InputStream in = CollectorKeys.class.getResourceAsStream("keys.txt")) {
      if (in == null) {
        throw new IllegalStateException("keys.txt is missing from the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CollectorKeys parse(String text) {
    CollectorKeys table = new CollectorKeys();
    String section = "";
    List<CollectorKey> own = new ArrayList<>();
    List<KeySection.Part> parts = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        table.add(section, own, parts);
        section = line.substring(1, line.length() - 1);
        own.clear();
        parts.clear();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String[] cells = line.split("\\|", -1);
        if (section.equals(MISSING)) {
          table.missing.put(cells[0].strip(), cells[1].strip());
        } else if (cells[0].strip().endsWith(".*")) {
          String path = cells[0].strip();
          parts.add(new KeySection.Part(path.substring(0, path.length() - 2), cells[1].strip()));
        } else {
          own.add(key(cells));
        }
      }
    }
    table.add(section, own, parts);
    return table;
  }

  private static CollectorKey key(String[] cells) {
    return new CollectorKey(
        cells[0].strip(),
        Verdict.valueOf(cells[1].strip().toUpperCase(Locale.ROOT)),
        cells.length > 2 ? cells[2].strip() : "",
        cells.length > 3 ? cells[3].strip() : "");
  }

  private void add(String section, List<CollectorKey> own, List<KeySection.Part> parts) {
    if (!section.isEmpty() && !section.equals(MISSING)) {
      sections.put(section, new KeySection(section, own, parts));
    }
  }

  /** The name of a component's section. */
  public static String section(Kind kind, String type) {
    return kind.name().toLowerCase(Locale.ROOT) + " " + type;
  }

  /** Components and {@code service}, and fragments after them. */
  public Collection<KeySection> sections() {
    return List.copyOf(sections.values());
  }

  /** All keys of a section, those of fragments too; empty where there is no such section. */
  public List<CollectorKey> keys(String section) {
    KeySection found = sections.get(section);
    if (found == null) {
      return List.of();
    }
    List<CollectorKey> all = new ArrayList<>(found.own());
    for (KeySection.Part part : found.parts()) {
      keys(FRAGMENT + part.fragment()).forEach(key -> all.add(key.below(part.path())));
    }
    return all;
  }

  /** Why a key is refused; empty where it is not one of the Collector's, or taken. */
  public Optional<String> refusal(String section, String path) {
    return keys(section).stream()
        .filter(key -> key.verdict() == Verdict.REFUSED && key.path().equals(path))
        .map(CollectorKey::remark)
        .findFirst();
  }

  /** What to do instead of using a component that is not here; null where nothing is known. */
  public @Nullable String instead(Kind kind, String type) {
    return missing.get(section(kind, type));
  }

  /** Components that are not here, as {@code exporter jaeger}, and what to do instead. */
  public Map<String, String> missing() {
    return new LinkedHashMap<>(missing);
  }
}
