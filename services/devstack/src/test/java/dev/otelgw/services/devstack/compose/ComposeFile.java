package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Files of the folder compose/, laid over each other as Compose does it.
 *
 * @param text of the files, one after the other
 * @param content with its merge keys resolved
 */
record ComposeFile(String text, Map<String, Object> content) {

  static final Path FOLDER = Sources.find().root().resolve("compose");

  /** {@code ${NAME}}, {@code ${NAME:-otherwise}} or {@code ${NAME:?what is said without it}}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>[A-Z0-9_]+)(?::(?<kind>[-?])(?<otherwise>[^}]*))?}");

  /** What replaces, where other lists are laid end to end. */
  private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

  /**
   * A variable as a file uses it.
   *
   * @param required whether Compose refuses to start without it
   * @param otherwise its default; empty without one
   */
  record Variable(String name, boolean required, String otherwise) {

    private static Variable of(MatchResult match) {
      boolean required = "?".equals(match.group("kind"));
      String otherwise = match.group("otherwise");
      return new Variable(
          match.group("name"), required, required || otherwise == null ? "" : otherwise);
    }
  }

  static ComposeFile read(String... files) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> content = Map.of();
    for (String file : files) {
      text.append(textOf(FOLDER.resolve(file))).append('\n');
      content = merged(content, yaml(FOLDER.resolve(file)));
    }
    return new ComposeFile(text.toString(), content);
  }

  static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> yaml(Path file) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return map(new Load(settings).loadFromString(textOf(file)));
  }

  private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> merged = new LinkedHashMap<>(below);
    above.forEach((key, value) -> {
      Object old = merged.get(key);
      if (old instanceof Map && value instanceof Map) {
        merged.put(key, merged(map(old), map(value)));
      } else if (old instanceof List<?> first
          && value instanceof List<?> second
          && !REPLACED.contains(key)) {
        List<Object> both = new ArrayList<>(first);
        both.addAll(second);
        merged.put(key, both);
      } else {
        merged.put(key, value);
      }
    });
    return merged;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Containers by name. */
  Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new LinkedHashMap<>();
    map(content.get("services")).forEach((name, service) -> services.put(name, map(service)));
    return services;
  }

  /** A part of a container's description: an empty map where it is not there. */
  Map<String, Object> part(String service, String key) {
    return map(services().getOrDefault(service, Map.of()).getOrDefault(key, Map.of()));
  }

  /** All uses of variables, in the order of the text; comments are left out. */
  List<Variable> variables() {
    return VARIABLE
        .matcher(text.replaceAll("(?m)^\\s*#.*$", ""))
        .results()
        .map(Variable::of)
        .toList();
  }

  /** What a container is told, given a {@code .env}. */
  Map<String, String> environment(String service, Map<String, String> values) {
    Map<String, String> environment = new LinkedHashMap<>();
    Object files = services().getOrDefault(service, Map.of()).getOrDefault("env_file", List.of());
    for (Object file : (List<?>) files) {
      environment.putAll(Dotenv.read(FOLDER.resolve(file.toString())).values());
    }
    part(service, "environment")
        .forEach((name, value) -> environment.put(name, filled(String.valueOf(value), values)));
    return environment;
  }

  /** With its variables' values in place. */
  private static String filled(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> {
          Variable variable = Variable.of(match);
          String value = values.getOrDefault(variable.name(), "");
          if (value.isEmpty() && variable.required()) {
            throw new AssertionError(variable.name() + " is not set");
          }
          return Matcher.quoteReplacement(value.isEmpty() ? variable.otherwise() : value);
        });
  }
}
