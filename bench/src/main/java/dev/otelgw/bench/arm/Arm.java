package dev.otelgw.bench.arm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * One gateway of a comparison: a command line and a configuration template, both with placeholders.
 *
 * @param name how tables call it
 * @param command the command line
 * @param config the template of its configuration file; empty when it needs none
 * @param prepare a command run once before the rounds, whose output is the placeholder {@code
 *     prepared}; may be empty
 * @param version a command whose first line of output names the version; may be empty
 * @param hint what to do when the command is not there; may be empty
 * @param variants what it can do; empty: everything
 * @param defaults placeholders of its own
 */
public record Arm(
    String name,
    String command,
    String config,
    String prepare,
    String version,
    String hint,
    List<String> variants,
    Map<String, String> defaults) {

  private static final List<String> KEYS =
      List.of("command", "config", "prepare", "version", "hint", "variants");

  /** Copies what it is given. */
  public Arm {
    variants = List.copyOf(variants);
    defaults = Map.copyOf(defaults);
  }

  /** An arm of the command line: it is believed to do whatever is asked. */
  public static Arm of(String name, String command, String config) {
    return new Arm(name, command, config, "", "", "", List.of(), Map.of());
  }

  /**
   * Reads {@code NAME.properties} of the folder with the configurations.
   *
   * @throws IllegalArgumentException when there is none, or it has no command
   */
  public static Arm read(Path configs, String name) throws IOException {
    Path file = configs.resolve(name + ".properties");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "arm " + name + ": no " + file + "; give --command, or one of the names in " + configs);
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    String command = properties.getProperty("command");
    if (command == null) {
      throw new IllegalArgumentException(file + ": no command");
    }
    Map<String, String> defaults = new HashMap<>();
    properties.stringPropertyNames().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> defaults.put(key, properties.getProperty(key)));
    String config = properties.getProperty("config", "");
    return new Arm(
        name,
        command,
        config.isEmpty() ? "" : configs.resolve(config).toString(),
        properties.getProperty("prepare", ""),
        properties.getProperty("version", ""),
        properties.getProperty("hint", ""),
        words(properties.getProperty("variants", "")),
        defaults);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** The same with another configuration. */
  public Arm withConfig(String other) {
    return new Arm(name, command, other, prepare, version, hint, variants, defaults);
  }

  /**
   * Refuses a variant that this arm does not have.
   *
   * @throws IllegalArgumentException when it has not
   */
  public void check(Variant variant) {
    if (!variants.isEmpty() && !variants.contains(variant.word())) {
      throw new IllegalArgumentException(
          "arm "
              + name
              + ": cannot do "
              + variant.word()
              + ", only "
              + String.join(", ", variants));
    }
  }
}
